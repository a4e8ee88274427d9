package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.config.Config;
import dev.memfleet.exporter.config.ConfigFile;
import dev.memfleet.exporter.yaml.ConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code check-config FILE}: says whether a configuration file is good, and starts nothing. */
public final class CheckConfig {
  private static final String VERB = "check-config";

  private CheckConfig() {}

  /** Whether this is what the command line asks for. */
  public static boolean isAskedFor(List<String> words) {
    return !words.isEmpty() && words.get(0).equals(VERB);
  }

  /**
   * Checks the file.
   *
   * @return what to say of a good one
   * @throws Exit unless there is exactly one file
   * @throws ConfigException with every mistake in it
   */
  public static String run(List<String> words, Set<String> reservedLabels)
      throws Exit, ConfigException {
    if (words.size() != 2 || words.get(1).startsWith("-")) {
      throw Exit.mistake(VERB + ": expected one file");
    }
    Config config = ConfigFile.load(Path.of(words.get(1)), reservedLabels);
    return "OK: %d nodes, %d sources".formatted(config.nodes().size(), config.discovery().size());
  }
}

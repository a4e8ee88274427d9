package dev.memfleet.exporter.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** The configuration file: strict, and with all mistakes in one go. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a configuration.
   *
   * @param reservedLabels the labels of our metrics, which no node may carry
   * @throws ConfigException with every mistake, also when the file cannot be read
   */
  public static Config load(Path file, Set<String> reservedLabels) throws ConfigException {
    return parse(file, YamlDocument.read(file), reservedLabels);
  }

  /** Reads a configuration from its text. */
  static Config parse(Path file, String text, Set<String> reservedLabels) throws ConfigException {
    Problems problems = new Problems(file.toString());
    Node root = YamlDocument.compose(text, problems);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Config config = new ConfigReader(problems, reservedLabels, folder).read(root);
    problems.throwIfAny();
    return config;
  }
}

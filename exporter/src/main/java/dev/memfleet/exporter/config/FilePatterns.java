package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Quoted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files with lists of nodes, in Prometheus' file_sd format.
 *
 * @param paths absolute, one or more; in the last part {@code *} stands for any characters
 * @param interval from one look at the files to the next
 */
public record FilePatterns(List<Path> paths, Duration interval) implements Origin {
  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

  private static final Pattern SYNTAX =
      Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");

  public FilePatterns {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("no path");
    }
    paths = List.copyOf(paths);
    PollConfig.positive(interval);
  }

  /** As Prometheus' file_sd_configs has it. */
  static String checkPath(String text) {
    if (!SYNTAX.matcher(text).matches()) {
      throw new IllegalArgumentException(
          Quoted.text(text)
              + ": expected a path that ends in .json, .yml or .yaml, with * in its last part only");
    }
    return text;
  }
}

package dev.memfleet.exporter.config;

import java.util.Map;

/**
 * One source of nodes.
 *
 * @param name not empty
 * @param labels for each of its nodes, unless the source gives a node another value
 */
public record SourceConfig(String name, Map<String, String> labels, Origin origin) {
  /** The source of what stands under {@code nodes}. */
  public static final String STATIC = "static";

  public SourceConfig {
    checkName(name);
    labels = Map.copyOf(labels);
  }

  static String checkName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("empty");
    }
    return name;
  }
}

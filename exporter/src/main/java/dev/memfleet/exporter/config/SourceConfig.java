package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One source of nodes.
 *
 * @param name not empty
 * @param labels for each of its nodes, unless the source gives a node another value
 * @param profile how to connect to each of its nodes that has none of its own; empty for the
 *     default
 * @param collectors the only ones for each of its nodes; empty for those of its profile
 */
public record SourceConfig(
    String name,
    Map<String, String> labels,
    Optional<Profile> profile,
    Optional<Set<Section>> collectors,
    Origin origin) {
  /** The source of what stands under {@code nodes}. */
  public static final String STATIC = "static";

  public SourceConfig {
    checkName(name);
    labels = Map.copyOf(labels);
  }

  /** A source without a profile. */
  public SourceConfig(String name, Map<String, String> labels, Origin origin) {
    this(name, labels, Optional.empty(), Optional.empty(), origin);
  }

  static String checkName(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("empty");
    }
    return name;
  }
}

package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration of one source of nodes.
 *
 * @param name not empty
 * @param labels for each of its nodes; the source may override them for a node
 * @param profile how to connect to each of its nodes that has no profile of its own; empty for the
 *     default
 * @param collectors the only ones for each of its nodes; empty for those of its profile
 */
public record SourceConfig(
    String name,
    Map<String, String> labels,
    Optional<Profile> profile,
    Optional<Set<Section>> collectors,
    Origin origin) {
  public static final Keys<SourceConfig> KEYS = new Keys<>();

  // spotless:off
  public static final Key<String> NAME = KEYS.required("name", Type.text("text", SourceConfig::checkName), SourceConfig::name, "Name of the source, the label `source` of its metrics; unique, not `static`.");
  public static final String LABELS = KEYS.written("labels", "labels", "{}", source -> source.labels.isEmpty() ? null : new TreeMap<>(source.labels), "Labels for each node of the source; labels that come from the source take precedence.");
  public static final String PROFILE = KEYS.written("profile", "name", "none", source -> source.profile.map(Profile::name).orElse(null), "How to connect to each node of the source; a node's own profile takes precedence.");
  public static final Key<Set<Section>> COLLECTORS = KEYS.optional("collectors", Target.COLLECTORS_TYPE, SourceConfig::collectors, "The only collectors for each node of the source; by default those of its profile.");
  // spotless:on

  /** The source of the nodes listed under {@code nodes}. */
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

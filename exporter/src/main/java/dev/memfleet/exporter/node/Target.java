package dev.memfleet.exporter.node;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node to watch, and the labels of its series in addition to the instance.
 *
 * @param labels sorted by name; never one that Prometheus reserves ({@code __name})
 * @param profile how to connect to it; empty for the default
 * @param collectors the only ones for it; empty for those of its profile
 */
public record Target(
    NodeAddress address,
    Map<String, String> labels,
    Optional<Profile> profile,
    Optional<Set<Section>> collectors) {
  /** The only collectors to ask for. */
  public static final Type<Set<Section>> COLLECTORS_TYPE =
      Type.set("list of collectors", Section::of, Section::label);

  public static final Keys<Target> KEYS = new Keys<>();

  // spotless:off
  static final Key<NodeAddress> ADDRESS = KEYS.required("address", Type.text("address", NodeAddress::parse), Target::address, "`host`, `host:port`, `[ipv6]:port` or `/path/of.sock`; the default port is 11211.");
  static final String LABELS = KEYS.written("labels", "labels", "{}", node -> node.labels.isEmpty() ? null : node.labels, "Labels for all series of the node; none of the exporter's own.");
  static final String PROFILE = KEYS.written("profile", "name", "none", node -> node.profile.map(Profile::name).orElse(null), "How to connect to the node: the name of one of `profiles`; by default `default`.");
  static final Key<Set<Section>> COLLECTORS = KEYS.optional("collectors", COLLECTORS_TYPE, Target::collectors, "The only collectors for this node; by default those of its profile.");
  // spotless:on

  public Target {
    SortedMap<String, String> sorted = new TreeMap<>(labels);
    sorted.keySet().forEach(name -> LabelName.check(name, Set.of()));
    labels = Collections.unmodifiableSortedMap(sorted);
  }

  /** A node without collectors of its own. */
  public Target(NodeAddress address, Map<String, String> labels, Optional<Profile> profile) {
    this(address, labels, profile, Optional.empty());
  }

  /** A node without a profile of its own. */
  public Target(NodeAddress address, Map<String, String> labels) {
    this(address, labels, Optional.empty());
  }

  /** A copy with that profile, if it has none. */
  public Target withDefaultProfile(Optional<Profile> other) {
    return profile.isPresent() ? this : new Target(address, labels, other, collectors);
  }

  /** A copy with these labels added; its own values take precedence. */
  public Target withDefaultLabels(Map<String, String> defaults) {
    Map<String, String> all = new TreeMap<>(defaults);
    all.putAll(labels);
    return new Target(address, all, profile, collectors);
  }

  /** A copy with those collectors, if it has none of its own. */
  public Target withDefaultCollectors(Optional<Set<Section>> other) {
    return collectors.isPresent() ? this : new Target(address, labels, profile, other);
  }
}

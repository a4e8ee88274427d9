package dev.memfleet.exporter.node;

import dev.memfleet.exporter.protocol.Section;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node to watch, and the labels that its series carry besides the instance.
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

  /** This node, with that profile if it has none. */
  public Target withDefaultProfile(Optional<Profile> other) {
    return profile.isPresent() ? this : new Target(address, labels, other, collectors);
  }

  /** This node, with these labels where it has none of their name. */
  public Target withDefaultLabels(Map<String, String> defaults) {
    Map<String, String> all = new TreeMap<>(defaults);
    all.putAll(labels);
    return new Target(address, all, profile, collectors);
  }

  /** This node, with those collectors if it has none of its own. */
  public Target withDefaultCollectors(Optional<Set<Section>> other) {
    return collectors.isPresent() ? this : new Target(address, labels, profile, other);
  }
}

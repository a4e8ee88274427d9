package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Profile;
import java.util.Map;
import java.util.Set;

/**
 * What nodes may be called and how they may be connected to, wherever they come from.
 *
 * @param takenLabels which no node may carry
 * @param profiles those that nodes may name
 */
public record NodeRules(Set<String> takenLabels, Map<String, Profile> profiles) {
  public NodeRules {
    takenLabels = Set.copyOf(takenLabels);
    profiles = Map.copyOf(profiles);
  }

  /** How nodes are connected to that have no profile of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}

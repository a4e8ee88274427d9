package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Profile;
import java.util.Map;
import java.util.Set;

/**
 * What nodes may be called, how they may be connected to and how many there may be, wherever they
 * come from.
 *
 * @param takenLabels which no node may carry
 * @param profiles those that nodes may name
 * @param budget for all of them
 */
public record NodeRules(Set<String> takenLabels, Map<String, Profile> profiles, NodeBudget budget) {
  public NodeRules {
    takenLabels = Set.copyOf(takenLabels);
    profiles = Map.copyOf(profiles);
  }

  /** Of any number of nodes. */
  public NodeRules(Set<String> takenLabels, Map<String, Profile> profiles) {
    this(takenLabels, profiles, NodeBudget.UNLIMITED);
  }

  /** How nodes are connected to that have no profile of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}

package dev.memfleet.exporter.node;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What nodes may be called, how they may be connected to and how many there may be, wherever they
 * come from.
 *
 * @param takenLabels which no node may carry
 * @param instanceLabel the label that carries a node's address, which a list may give too
 * @param profiles those that nodes may name
 * @param budget for all of them
 */
public record NodeRules(
    Set<String> takenLabels,
    Optional<String> instanceLabel,
    Map<String, Profile> profiles,
    NodeBudget budget) {
  /** Prometheus' own way of renaming a label that a target brings and the scrape has already. */
  private static final String EXPORTED = "exported_";

  public NodeRules {
    takenLabels = Set.copyOf(takenLabels);
    profiles = Map.copyOf(profiles);
  }

  /** Of any number of nodes. */
  public NodeRules(Set<String> takenLabels, Map<String, Profile> profiles) {
    this(takenLabels, Optional.empty(), profiles, NodeBudget.UNLIMITED);
  }

  /** The name that a label of a list has on the node's series. */
  String nameOnSeries(String label) {
    return instanceLabel.filter(label::equals).isPresent() ? EXPORTED + label : label;
  }

  /** How nodes are connected to that have no profile of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}

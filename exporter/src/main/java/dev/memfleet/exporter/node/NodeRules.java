package dev.memfleet.exporter.node;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules for nodes from any source: their labels, profiles and number.
 *
 * @param takenLabels which no node may carry
 * @param instanceLabel the label that carries a node's address; a list may contain it too
 * @param profiles those that nodes may refer to
 * @param budget for all of them
 */
public record NodeRules(
    Set<String> takenLabels,
    Optional<String> instanceLabel,
    Map<String, Profile> profiles,
    NodeBudget budget) {
  /** The prefix that Prometheus adds to a scraped label that conflicts with a target's label. */
  private static final String EXPORTED = "exported_";

  public NodeRules {
    takenLabels = Set.copyOf(takenLabels);
    profiles = Map.copyOf(profiles);
  }

  /** Rules without a limit on the number of nodes. */
  public NodeRules(Set<String> takenLabels, Map<String, Profile> profiles) {
    this(takenLabels, Optional.empty(), profiles, NodeBudget.UNLIMITED);
  }

  /** The name that a label from a list has on the node's series. */
  String nameOnSeries(String label) {
    return instanceLabel.filter(label::equals).isPresent() ? EXPORTED + label : label;
  }

  /** The profile of nodes that have none of their own. */
  public Profile defaultProfile() {
    return profiles.getOrDefault(Profile.DEFAULT, Profile.PLAIN);
  }
}

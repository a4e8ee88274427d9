package dev.memfleet.exporter.node;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.settings.Suggestion;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Reads nodes and their labels. */
public final class NodesReader {
  /** The label with which a list of nodes refers to a profile. */
  private static final String PROFILE_LABEL = "__profile__";

  private final NodeRules rules;

  public NodesReader(NodeRules rules) {
    this.rules = rules;
  }

  /** Nodes with distinct addresses. */
  public List<Target> nodes(List<YamlMapping> in) {
    List<Target> nodes = new ArrayList<>();
    Map<NodeAddress, Integer> lines = new HashMap<>();
    for (YamlMapping node : in) {
      node.only(Target.KEYS.names());
      Map<String, String> labels = labels(node, Target.LABELS);
      Optional<Profile> profile = profile(node, Target.PROFILE);
      Optional<Set<Section>> collectors = Target.COLLECTORS.given(node);
      address(node, lines)
          .ifPresent(address -> nodes.add(new Target(address, labels, profile, collectors)));
    }
    return nodes;
  }

  /** The address of a node, if it is present and no other node has it. */
  private static Optional<NodeAddress> address(YamlMapping node, Map<NodeAddress, Integer> lines) {
    Optional<NodeAddress> address = Target.ADDRESS.given(node);
    Optional<Integer> first =
        address.map(unseen -> lines.putIfAbsent(unseen, node.line("address")));
    first.ifPresent(
        line ->
            node.problem(
                "address", "duplicate %s (first in line %d)".formatted(address.get(), line)));
    return first.isPresent() ? Optional.empty() : address;
  }

  /** The profile under a key. */
  public Optional<Profile> profile(YamlMapping in, String key) {
    return in.parsed(key, this::profile);
  }

  private Profile profile(String name) {
    if (name.equals(Profile.DEFAULT)) {
      return rules.defaultProfile();
    }
    Profile profile = rules.profiles().get(name);
    if (profile != null) {
      return profile;
    }
    Set<String> names = new TreeSet<>(rules.profiles().keySet());
    names.add(Profile.DEFAULT);
    String hint =
        Suggestion.to(name, names)
            .map(near -> "did you mean " + near + "?")
            .orElse("expected " + String.join(", ", names));
    throw new IllegalArgumentException(
        "unknown profile %s (%s)".formatted(Quoted.text(name), hint));
  }

  /** The labels under a key. */
  public Map<String, String> labels(YamlMapping in, String key) {
    return labels(in.mapping(key), name -> true, name -> name);
  }

  /**
   * The labels from a list, without those reserved for Prometheus and those with an empty value,
   * which Prometheus treats as absent. A label with the name of the instance label is renamed,
   * because that label carries the node's address.
   */
  public Map<String, String> foreignLabels(YamlMapping map) {
    return labels(
        map, name -> !name.startsWith("__") && !map.isEmptyValue(name), rules::nameOnSeries);
  }

  /** The profile that the labels of a list refer to. */
  public Optional<Profile> foreignProfile(YamlMapping map) {
    return profile(map, PROFILE_LABEL);
  }

  private Map<String, String> labels(
      YamlMapping map, Predicate<String> wanted, UnaryOperator<String> naming) {
    Map<String, String> labels = new TreeMap<>();
    for (String name : map.keys()) {
      if (!wanted.test(name)) {
        continue;
      }
      String value = map.text(name);
      try {
        String onSeries = naming.apply(name);
        LabelName.check(onSeries, rules.takenLabels());
        if (value != null) {
          labels.put(onSeries, value);
        }
      } catch (IllegalArgumentException e) {
        map.keyProblem(name, e.getMessage());
      }
    }
    return labels;
  }
}

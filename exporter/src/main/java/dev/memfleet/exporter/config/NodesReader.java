package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.LabelName;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Quoted;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
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
final class NodesReader {
  /** The label by which a list of nodes names their profile. */
  private static final String PROFILE_LABEL = "__profile__";

  private final NodeRules rules;

  NodesReader(NodeRules rules) {
    this.rules = rules;
  }

  /** What stands under {@code nodes}. */
  List<Target> nodes(YamlMapping in) {
    List<Target> nodes = new ArrayList<>();
    Map<NodeAddress, Integer> lines = new HashMap<>();
    for (YamlMapping node : in.mappings("nodes")) {
      node.onlyKnownKeys();
      Map<String, String> labels = labels(node);
      Optional<Profile> profile = profile(node);
      Optional<Set<Section>> collectors = collectors(node);
      address(node, lines)
          .ifPresent(address -> nodes.add(new Target(address, labels, profile, collectors)));
    }
    return nodes;
  }

  /** The address of a node, if it has one that no other node has. */
  private static Optional<NodeAddress> address(YamlMapping node, Map<NodeAddress, Integer> lines) {
    Optional<NodeAddress> address = node.required("address", NodeAddress::parse);
    Optional<Integer> first =
        address.map(unseen -> lines.putIfAbsent(unseen, node.line("address")));
    first.ifPresent(
        line -> node.problem("address", "%s is already in line %d".formatted(address.get(), line)));
    return first.isPresent() ? Optional.empty() : address;
  }

  /** The only collectors, if some stand under {@code collectors}, even if none. */
  static Optional<Set<Section>> collectors(YamlMapping in) {
    if (!in.keys().contains("collectors")) {
      return Optional.empty();
    }
    return Optional.of(Set.copyOf(in.parsedAll("collectors", Section::of)));
  }

  /** The profile that stands under {@code profile}. */
  Optional<Profile> profile(YamlMapping in) {
    return in.parsed("profile", this::profile);
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
        Nearest.to(name, names)
            .map(near -> "did you mean " + near + "?")
            .orElse("expected " + String.join(", ", names));
    throw new IllegalArgumentException(
        "there is no profile %s (%s)".formatted(Quoted.text(name), hint));
  }

  /** What stands under {@code labels}. */
  Map<String, String> labels(YamlMapping in) {
    return labels(in.mapping("labels"), name -> true, name -> name);
  }

  /**
   * The labels of a list, less what is meant for Prometheus alone. The address of a node is its
   * instance; what a list calls so is kept under another name.
   */
  Map<String, String> foreignLabels(YamlMapping map) {
    return labels(map, name -> !name.startsWith("__"), rules::nameOnSeries);
  }

  /** The profile that the labels of a list name. */
  Optional<Profile> foreignProfile(YamlMapping map) {
    return map.parsed(PROFILE_LABEL, this::profile);
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

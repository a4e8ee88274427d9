package dev.memfleet.exporter.config;

import dev.memfleet.exporter.target.LabelName;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Profile;
import dev.memfleet.exporter.target.Quoted;
import dev.memfleet.exporter.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads nodes and their labels. */
final class NodesReader {
  private final Set<String> takenLabels;
  private final Map<String, Profile> profiles;

  /**
   * @param takenLabels which no node may carry
   */
  NodesReader(Set<String> takenLabels) {
    this(takenLabels, Map.of());
  }

  /**
   * @param takenLabels which no node may carry
   * @param profiles those that nodes may name
   */
  NodesReader(Set<String> takenLabels, Map<String, Profile> profiles) {
    this.takenLabels = takenLabels;
    this.profiles = profiles;
  }

  /** What stands under {@code nodes}. */
  List<Target> nodes(YamlMapping in) {
    List<Target> nodes = new ArrayList<>();
    Map<NodeAddress, Integer> lines = new HashMap<>();
    for (YamlMapping node : in.mappings("nodes")) {
      node.onlyKnownKeys();
      Map<String, String> labels = labels(node);
      Optional<Profile> profile = profile(node);
      address(node, lines).ifPresent(address -> nodes.add(new Target(address, labels, profile)));
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

  /** The profile that stands under {@code profile}. */
  Optional<Profile> profile(YamlMapping in) {
    return in.parsed("profile", this::profile);
  }

  private Profile profile(String name) {
    Profile profile = profiles.get(name);
    if (profile != null || name.equals(Profile.DEFAULT)) {
      return profile == null ? Profile.PLAIN : profile;
    }
    Set<String> names = new TreeSet<>(profiles.keySet());
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
    return labels(in, name -> true);
  }

  /** What stands under {@code labels}, less what is meant for Prometheus alone. */
  Map<String, String> foreignLabels(YamlMapping in) {
    return labels(in, name -> !name.startsWith("__"));
  }

  private Map<String, String> labels(YamlMapping in, Predicate<String> wanted) {
    Map<String, String> labels = new TreeMap<>();
    YamlMapping map = in.mapping("labels");
    for (String name : map.keys()) {
      if (!wanted.test(name)) {
        continue;
      }
      String value = map.text(name);
      try {
        LabelName.check(name, takenLabels);
        if (value != null) {
          labels.put(name, value);
        }
      } catch (IllegalArgumentException e) {
        map.keyProblem(name, e.getMessage());
      }
    }
    return labels;
  }
}

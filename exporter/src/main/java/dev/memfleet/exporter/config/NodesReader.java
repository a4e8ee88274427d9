package dev.memfleet.exporter.config;

import dev.memfleet.exporter.target.LabelName;
import dev.memfleet.exporter.target.NodeAddress;
import dev.memfleet.exporter.target.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads nodes and their labels. */
final class NodesReader {
  private final Set<String> takenLabels;

  /**
   * @param takenLabels which no node may carry
   */
  NodesReader(Set<String> takenLabels) {
    this.takenLabels = takenLabels;
  }

  /** What stands under {@code nodes}. */
  List<Target> nodes(YamlMapping in) {
    List<Target> nodes = new ArrayList<>();
    Map<NodeAddress, Integer> lines = new HashMap<>();
    for (YamlMapping node : in.mappings("nodes")) {
      node.onlyKnownKeys();
      Map<String, String> labels = labels(node);
      address(node, lines).ifPresent(address -> nodes.add(new Target(address, labels)));
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

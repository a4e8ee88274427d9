package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Nodes that the configuration names itself.
 *
 * @param nodes no address twice
 */
public record StaticNodes(List<Target> nodes) implements Origin {
  public StaticNodes {
    nodes = List.copyOf(nodes);
    Set<NodeAddress> seen = new HashSet<>();
    for (Target node : nodes) {
      if (!seen.add(node.address())) {
        throw new IllegalArgumentException(node.address() + " is there twice");
      }
    }
  }
}

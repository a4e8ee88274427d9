package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.NodesReader;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.YamlMapping;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes listed in the configuration itself.
 *
 * @param nodes no address twice
 */
public record StaticNodes(List<Target> nodes) implements Origin {
  public static final Keys<StaticNodes> KEYS = new Keys<>();

  private static final String NODES = KEYS.list("nodes", Target.KEYS, StaticNodes::nodes);

  public StaticNodes {
    nodes = List.copyOf(nodes);
    Set<NodeAddress> seen = new HashSet<>();
    for (Target node : nodes) {
      if (!seen.add(node.address())) {
        throw new IllegalArgumentException(node.address() + " is a duplicate");
      }
    }
  }

  public static Optional<StaticNodes> read(YamlMapping in, NodesReader reader) {
    return Optional.of(new StaticNodes(reader.nodes(in.mappings(NODES))));
  }

  @Override
  public Source source(SourceContext around) {
    return new Source() {
      @Override
      public void start(Listener listener) {
        listener.found(new Answer(nodes, List.of(), Duration.ZERO));
      }

      @Override
      public void stop() {
        // static nodes never change
      }
    };
  }
}

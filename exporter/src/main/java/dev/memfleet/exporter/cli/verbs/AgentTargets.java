package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredNode;
import dev.memfleet.exporter.cli.verbs.Discovered.DiscoveredSource;
import dev.memfleet.exporter.cli.verbs.SeriesText.Line;
import dev.memfleet.exporter.node.Target;
import java.util.ArrayList;
import java.util.List;

/** The nodes that a running agent has discovered. */
record AgentTargets(AgentPages agent) implements TargetSource {
  private static final String SUCCESS = "memcached_exporter_discovery_success";

  @Override
  public Discovered now() throws VerbException {
    DiscoveryList list = DiscoveryList.parse(agent.get("/sd"));
    List<DiscoveredNode> nodes = new ArrayList<>();
    for (Target target : list.targets()) {
      nodes.add(
          new DiscoveredNode(
              target,
              list.sources().getOrDefault(target.address(), ""),
              list.profiles().getOrDefault(target.address(), "")));
    }
    List<DiscoveredSource> sources = new ArrayList<>();
    for (Line line : SeriesText.parse(agent.get("/metrics?name%5B%5D=" + SUCCESS))) {
      String name = line.labels().getOrDefault("source", "");
      int found = (int) nodes.stream().filter(node -> node.source().equals(name)).count();
      sources.add(new DiscoveredSource(name, found, line.value() == 1, List.of()));
    }
    return new Discovered(nodes, sources);
  }

  @Override
  public void close() {}
}

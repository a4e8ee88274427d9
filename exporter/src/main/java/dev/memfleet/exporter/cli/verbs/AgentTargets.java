package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Found.FoundNode;
import dev.memfleet.exporter.cli.verbs.Found.FoundSource;
import dev.memfleet.exporter.cli.verbs.SeriesText.Line;
import dev.memfleet.exporter.node.Target;
import java.util.ArrayList;
import java.util.List;

/** The nodes that a running agent has found. */
record AgentTargets(AgentPages agent) implements TargetSource {
  private static final String SUCCESS = "memcached_exporter_discovery_success";

  @Override
  public Found now() throws VerbException {
    DiscoveryList list = DiscoveryList.parse(agent.get("/sd"));
    List<FoundNode> nodes = new ArrayList<>();
    for (Target target : list.targets()) {
      nodes.add(
          new FoundNode(
              target,
              list.sources().getOrDefault(target.address(), ""),
              list.profiles().getOrDefault(target.address(), "")));
    }
    List<FoundSource> sources = new ArrayList<>();
    for (Line line : SeriesText.parse(agent.get("/metrics?name%5B%5D=" + SUCCESS))) {
      String name = line.labels().getOrDefault("source", "");
      int found = (int) nodes.stream().filter(node -> node.source().equals(name)).count();
      sources.add(new FoundSource(name, found, line.value() == 1, List.of()));
    }
    return new Found(nodes, sources);
  }

  @Override
  public void close() {}
}

package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Writes the pages that Prometheus scrapes. */
public final class Exposition {
  private final CollectorRegistry agent;
  private final Supplier<List<Family>> process;
  private final Clock clock;

  /**
   * @param agent the agent's own metrics
   * @param process metrics of a local memcached process, made for each page of the agent
   */
  public Exposition(CollectorRegistry agent, Supplier<List<Family>> process, Clock clock) {
    this.agent = agent;
    this.process = process;
    this.clock = clock;
  }

  /** Without an agent: for pages of single nodes. */
  public static Exposition ofNodes(Clock clock) {
    return new Exposition(new CollectorRegistry(), List::of, clock);
  }

  /** The page of the agent: nodes, and its own metrics unless the page is narrowed to nodes. */
  public Page agentPage(List<NodeStatus> nodes, PageFilter filter, PageFormat format) {
    CollectorRegistry others = new CollectorRegistry();
    if (!filter.narrowsNodes()) {
      others.register(collector(() -> process.get().stream().map(SimpleclientFamily::of).toList()));
      others.register(collector(() -> Collections.list(agent.metricFamilySamples())));
    }
    return new Page(
        new NodesCollector(nodes, filter, true, clock.instant()), others, filter, format);
  }

  /** The page of one node alone. */
  public Page nodePage(NodeStatus node, PageFilter filter, PageFormat format) {
    List<NodeStatus> alone = List.of(node.withoutLabels());
    return new Page(
        new NodesCollector(alone, filter, false, clock.instant()),
        new CollectorRegistry(),
        filter,
        format);
  }

  private static Collector collector(Supplier<List<Collector.MetricFamilySamples>> families) {
    return new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return families.get();
      }
    };
  }
}

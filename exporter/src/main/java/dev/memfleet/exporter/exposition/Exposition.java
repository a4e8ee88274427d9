package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.OutputStream;
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

  /** The page of the agent: nodes, and its own metrics unless the page is narrowed to nodes. */
  public void writeAgentPage(
      List<NodeStatus> nodes, PageFilter filter, PageFormat format, OutputStream out)
      throws IOException {
    NodesCollector collector = new NodesCollector(nodes, filter, true, clock.instant());
    CollectorRegistry others = new CollectorRegistry();
    if (!filter.narrowsNodes()) {
      others.register(collector(() -> process.get().stream().map(SimpleclientFamily::of).toList()));
      others.register(collector(() -> Collections.list(agent.metricFamilySamples())));
    }
    write(collector, others, filter, new PageWriter(format, out));
  }

  /** The page of one node, as if nobody else existed. */
  public void writeNodePage(NodeStatus node, PageFilter filter, PageFormat format, OutputStream out)
      throws IOException {
    NodesCollector collector =
        new NodesCollector(List.of(node.withoutLabels()), filter, false, clock.instant());
    write(collector, new CollectorRegistry(), filter, new PageWriter(format, out));
  }

  private static void write(
      NodesCollector nodes, CollectorRegistry others, PageFilter filter, PageWriter page)
      throws IOException {
    if (filter.names().isEmpty()) {
      nodes.write(page);
      page.write(others.metricFamilySamples());
    } else {
      others.register(nodes);
      page.write(others.filteredMetricFamilySamples(filter.names()));
    }
    page.end();
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

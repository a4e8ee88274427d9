package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.fleet.NodeStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the pages that Prometheus scrapes. */
public final class Exposition {
  private final CollectorRegistry agent;
  private final @Nullable Collector process;
  private final Clock clock;

  /**
   * @param agent the agent's own metrics
   * @param process metrics of a local memcached process, for each page of the agent; null for none
   */
  public Exposition(CollectorRegistry agent, @Nullable Collector process, Clock clock) {
    this.agent = agent;
    this.process = process;
    this.clock = clock;
  }

  /** An exposition without the agent's metrics, for pages of single nodes. */
  public static Exposition ofNodes(Clock clock) {
    return new Exposition(new CollectorRegistry(), null, clock);
  }

  /** The page of the agent: nodes, and its own metrics unless the filter selects nodes. */
  public Page agentPage(List<NodeStatus> nodes, PageFilter filter, PageFormat format) {
    CollectorRegistry others = new CollectorRegistry();
    if (!filter.narrowsNodes()) {
      if (process != null) {
        others.register(process);
      }
      others.register(agentCollector());
    }
    return new Page(new NodesWriter(nodes, filter, true, clock.instant()), others, filter, format);
  }

  /** The page of one node alone. */
  public Page nodePage(NodeStatus node, PageFilter filter, PageFormat format) {
    List<NodeStatus> alone = List.of(node.withoutLabels());
    return new Page(
        new NodesWriter(alone, filter, false, clock.instant()),
        new CollectorRegistry(),
        filter,
        format);
  }

  private Collector agentCollector() {
    return new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return Collections.list(agent.metricFamilySamples());
      }
    };
  }
}

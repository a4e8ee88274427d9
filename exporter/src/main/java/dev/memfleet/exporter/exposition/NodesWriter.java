package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Metric;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.catalog.ValueVisitor;
import dev.memfleet.exporter.fleet.NodeMetric;
import dev.memfleet.exporter.fleet.NodeMetrics;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.protocol.Section;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the metrics of nodes directly from the columns of their readings, family by family. A page
 * of a thousand nodes has a million samples; none of them becomes an object.
 */
final class NodesWriter {
  private static final Catalog CATALOG = Catalog.ALL;
  private static final List<Family> FAMILIES = families();
  private static final int PART = 32 * 1024;

  private final List<NodeStatus> nodes;
  private final Instant now;
  private final List<Family> families;
  private final byte[][] labels;
  private int family;
  private int node;
  private MetricText.@Nullable Lines current;

  /**
   * A metric of a page.
   *
   * @param collector the collector that enables it; null for metrics about the poll itself
   * @param agentPage whether it is only on the agent's own page, not on {@code /scrape}
   */
  private record Family(
      MetricText text, @Nullable Section collector, boolean agentPage, Values values) {
    boolean isWanted(PageFilter filter, boolean onAgentPage) {
      return (onAgentPage || !agentPage)
          && (collector == null || filter.sections().contains(collector))
          && (filter.names().isEmpty() || filter.names().contains(text.name()));
    }
  }

  /** Provides a node's values of a metric. */
  private interface Values {
    void of(NodeStatus node, Instant now, ValueVisitor visitor) throws IOException;
  }

  /**
   * @param agentPage whether to show what only the agent knows, such as its failed polls
   */
  NodesWriter(List<NodeStatus> all, PageFilter filter, boolean agentPage, Instant now) {
    this.nodes = all.stream().filter(filter::matches).toList();
    this.now = now;
    this.families = FAMILIES.stream().filter(family -> family.isWanted(filter, agentPage)).toList();
    this.labels =
        nodes.stream()
            .map(node -> Labels.text(node.labelNames(), node.labelValues()))
            .toArray(byte[][]::new);
  }

  private static List<Family> families() {
    List<Family> all = new ArrayList<>();
    for (NodeMetric metric : NodeMetrics.TABLE) {
      MetricText text =
          new MetricText(
              metric.name(), metric.type(), metric.help(), metric.labelNames(), metric.rowLabels());
      all.add(new Family(text, null, metric.agentPage(), metric::forEachValue));
    }
    for (int i = 0; i < CATALOG.size(); i++) {
      Metric metric = CATALOG.metrics().get(i);
      MetricText text =
          new MetricText(
              metric.name(), metric.type(), metric.help(), metric.labelNames(), metric.rowLabels());
      all.add(new Family(text, metric.collector(), false, reading(i)));
    }
    return all;
  }

  private static Values reading(int metric) {
    return (node, now, visitor) -> {
      Reading reading = node.last().reading();
      if (reading != null) {
        CATALOG.forEachValue(metric, reading, visitor);
      }
    };
  }

  /** Writes the next part; returns whether there is more. */
  boolean writeNext(PageWriter page) throws IOException {
    long start = page.out().total();
    while (family < families.size()) {
      Family metric = families.get(family);
      MetricText.Lines lines = lines(metric.text, page);
      while (node < nodes.size()) {
        metric.values.of(
            nodes.get(node), now, lines.of(labels[node], nodes.get(node).labelNames()));
        node++;
        if (page.out().total() - start > PART) {
          return true;
        }
      }
      node = 0;
      current = null;
      family++;
    }
    return false;
  }

  private MetricText.Lines lines(MetricText text, PageWriter page) {
    MetricText.Lines lines = current;
    if (lines == null) {
      lines = text.new Lines(page);
      current = lines;
    }
    return lines;
  }
}

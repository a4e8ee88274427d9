package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.NodeReading;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.scrape.NodeMetric;
import dev.memfleet.exporter.scrape.NodeMetrics;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.prometheus.client.Collector;
import java.io.IOException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The families of nodes as simpleclient wants them, or, at much less cost, straight as text: the
 * page of a thousand nodes has a million samples. Either way one family exists at a time.
 */
final class NodesCollector extends Collector {
  private static final Catalog CATALOG = Catalog.ALL;
  private static final List<MetricText> TEXTS =
      CATALOG.metrics().stream().map(MetricText::new).toList();

  private static final int PART = 32 * 1024;

  private final List<NodeStatus> nodes;
  private final Instant now;
  private final List<NodeMetric> nodeMetrics;
  private final List<NodeReading> readings;
  private final int[] metrics;
  private final byte[][] labels;
  private int family;
  private int node;
  private MetricText.@Nullable Lines current;

  /**
   * @param agentPage whether to show what only the agent knows, such as its failed polls
   */
  NodesCollector(List<NodeStatus> all, PageFilter filter, boolean agentPage, Instant now) {
    this.nodes = all.stream().filter(filter::matches).toList();
    this.now = now;
    this.nodeMetrics =
        NodeMetrics.TABLE.stream().filter(metric -> agentPage || !metric.agentPage()).toList();
    this.readings = readings(nodes);
    this.metrics =
        IntStream.range(0, CATALOG.size())
            .filter(index -> filter.sections().contains(CATALOG.collector(index)))
            .toArray();
    this.labels =
        readings.stream()
            .map(reading -> Labels.text(reading.labelNames(), reading.labelValues()))
            .toArray(byte[][]::new);
  }

  private static List<NodeReading> readings(List<NodeStatus> nodes) {
    List<NodeReading> readings = new ArrayList<>();
    for (NodeStatus node : nodes) {
      Reading reading = node.last().reading();
      if (reading != null) {
        readings.add(new NodeReading(node.labelNames(), node.labelValues(), reading));
      }
    }
    return readings;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return new AbstractList<>() {
      @Override
      public MetricFamilySamples get(int index) {
        int metric = index - nodeMetrics.size();
        return SimpleclientFamily.of(
            metric < 0
                ? nodeMetrics.get(index).family(nodes, now)
                : CATALOG.family(metrics[metric], readings));
      }

      @Override
      public int size() {
        return nodeMetrics.size() + metrics.length;
      }
    };
  }

  /** Writes what the page would have of {@link #collect}, part by part; whether there is more. */
  boolean writeNext(PageWriter page) throws IOException {
    if (family < nodeMetrics.size()) {
      page.write(SimpleclientFamily.of(nodeMetrics.get(family++).family(nodes, now)));
      return true;
    }
    long start = page.out().total();
    while (family < nodeMetrics.size() + metrics.length) {
      int metric = metrics[family - nodeMetrics.size()];
      MetricText.Lines lines = lines(metric, page);
      while (node < readings.size()) {
        CATALOG.forEachValue(metric, readings.get(node).reading(), lines.of(labels[node]));
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

  private MetricText.Lines lines(int metric, PageWriter page) {
    MetricText.Lines lines = current;
    if (lines == null) {
      lines = TEXTS.get(metric).new Lines(page);
      current = lines;
    }
    return lines;
  }
}

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

/**
 * The families of nodes as simpleclient wants them, or, at much less cost, straight as text: the
 * page of a thousand nodes has a million samples. Either way one family exists at a time.
 */
final class NodesCollector extends Collector {
  private static final Catalog CATALOG = Catalog.ALL;
  private static final List<MetricText> TEXTS =
      CATALOG.metrics().stream().map(MetricText::new).toList();

  private final List<NodeStatus> nodes;
  private final Instant now;
  private final List<NodeMetric> nodeMetrics;
  private final List<NodeReading> readings;
  private final int[] metrics;

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

  /** Writes what the page would have of {@link #collect}. */
  void write(PageWriter page) throws IOException {
    for (NodeMetric metric : nodeMetrics) {
      page.write(SimpleclientFamily.of(metric.family(nodes, now)));
    }
    byte[][] labels =
        readings.stream()
            .map(node -> Labels.text(node.labelNames(), node.labelValues()))
            .toArray(byte[][]::new);
    for (int metric : metrics) {
      MetricText.Lines lines = TEXTS.get(metric).new Lines(page);
      for (int i = 0; i < labels.length; i++) {
        CATALOG.forEachValue(metric, readings.get(i).reading(), lines.of(labels[i]));
      }
    }
  }
}

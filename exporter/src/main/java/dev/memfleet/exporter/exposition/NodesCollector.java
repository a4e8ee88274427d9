package dev.memfleet.exporter.exposition;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.catalog.NodeReading;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.scrape.NodeMetric;
import dev.memfleet.exporter.scrape.NodeMetrics;
import dev.memfleet.exporter.scrape.NodeStatus;
import io.prometheus.client.Collector;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The families of nodes as simpleclient wants them. Each family is made when it is asked for, and
 * forgotten after it is written: the page of a thousand nodes has a million samples.
 */
final class NodesCollector extends Collector {
  private final List<Supplier<Family>> families = new ArrayList<>();

  /**
   * @param agentPage whether to show what only the agent knows, such as its failed polls
   */
  NodesCollector(List<NodeStatus> nodes, PageFilter filter, boolean agentPage, Instant now) {
    List<NodeStatus> statuses = nodes.stream().filter(filter::matches).toList();
    for (NodeMetric metric : NodeMetrics.TABLE) {
      if (agentPage || !metric.agentPage()) {
        families.add(() -> metric.family(statuses, now));
      }
    }
    List<NodeReading> readings = readings(statuses);
    Catalog catalog = Catalog.ALL;
    for (int i = 0; i < catalog.size(); i++) {
      int index = i;
      if (filter.sections().contains(catalog.collector(index))) {
        families.add(() -> catalog.family(index, readings));
      }
    }
  }

  private static List<NodeReading> readings(List<NodeStatus> statuses) {
    List<NodeReading> readings = new ArrayList<>();
    for (NodeStatus status : statuses) {
      Reading reading = status.last().reading();
      if (reading != null) {
        readings.add(new NodeReading(status.labelNames(), status.labelValues(), reading));
      }
    }
    return readings;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return new AbstractList<>() {
      @Override
      public MetricFamilySamples get(int index) {
        return SimpleclientFamily.of(families.get(index).get());
      }

      @Override
      public int size() {
        return families.size();
      }
    };
  }
}

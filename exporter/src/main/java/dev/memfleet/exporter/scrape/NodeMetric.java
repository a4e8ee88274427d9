package dev.memfleet.exporter.scrape;

import dev.memfleet.exporter.catalog.Family;
import dev.memfleet.exporter.catalog.MetricType;
import dev.memfleet.exporter.catalog.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of metrics that tell how asking a node went.
 *
 * @param agentPage whether it is only on the agent's own page, not on {@code /scrape}
 * @param label the name of its label, or null
 */
public record NodeMetric(
    String name,
    MetricType type,
    String help,
    boolean agentPage,
    @Nullable String label,
    List<Row> rows) {

  /** One sample: its label value, and its value, NaN to leave it out. */
  record Row(@Nullable String labelValue, ToDoubleFunction<View> value) {}

  /** A node's status and the time at which a page is made of it. */
  record View(NodeStatus status, Instant now) {
    double secondsSinceLastPoll() {
      return seconds(Duration.between(status.last().at(), now));
    }
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static NodeMetric counter(String name, String help, ToDoubleFunction<View> value) {
    return new NodeMetric(
        name, MetricType.COUNTER, help, false, null, List.of(new Row(null, value)));
  }

  static NodeMetric gauge(String name, String help, ToDoubleFunction<View> value) {
    return new NodeMetric(name, MetricType.GAUGE, help, false, null, List.of(new Row(null, value)));
  }

  NodeMetric onAgentPage() {
    return new NodeMetric(name, type, help, true, label, rows);
  }

  /** The label names of its samples, without the node's own. */
  public List<String> labelNames() {
    return label == null ? List.of() : List.of(label);
  }

  /** The family with the samples of all nodes. */
  public Family family(List<NodeStatus> nodes, Instant now) {
    List<Sample> samples = new ArrayList<>();
    for (NodeStatus node : nodes) {
      List<String> names = joined(node.labelNames(), label);
      View view = new View(node, now);
      for (Row row : rows) {
        double value = row.value.applyAsDouble(view);
        if (!Double.isNaN(value)) {
          samples.add(new Sample(names, joined(node.labelValues(), row.labelValue), value));
        }
      }
    }
    return new Family(name, type, help, samples);
  }

  private static List<String> joined(List<String> node, @Nullable String own) {
    if (own == null) {
      return node;
    }
    String[] all = node.toArray(new String[node.size() + 1]);
    all[node.size()] = own;
    return Arrays.asList(all);
  }
}

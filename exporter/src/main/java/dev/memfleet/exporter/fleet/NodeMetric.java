package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.catalog.MetricType;
import dev.memfleet.exporter.catalog.ValueVisitor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of per-node poll metrics.
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

  /** One sample: its label value, and its value, NaN for no sample. */
  record Row(@Nullable String labelValue, ToDoubleFunction<View> value) {}

  /** The status of a node and the time at which the page is written. */
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

  /** The label names of its samples, without those of the node. */
  public List<String> labelNames() {
    return label == null ? List.of() : List.of(label);
  }

  /** The label values of each row. */
  public List<List<String>> rowLabels() {
    return rows.stream()
        .map(row -> row.labelValue == null ? List.<String>of() : List.of(row.labelValue))
        .toList();
  }

  /** The values for a node at the time of a page. */
  public void forEachValue(NodeStatus node, Instant now, ValueVisitor visitor) throws IOException {
    View view = new View(node, now);
    for (int r = 0; r < rows.size(); r++) {
      double value = rows.get(r).value.applyAsDouble(view);
      if (!Double.isNaN(value)) {
        visitor.value(r, ValueVisitor.NO_SLAB, value);
      }
    }
  }
}

package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.NodeAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes rates of counters between a node's successive answers. An answer counts as new if the
 * node's uptime differs, because an agent repeats the same one until its next poll. After a failure
 * or a restart, a node has no rates until it has answered twice.
 */
final class Rates {
  private static final String COMMANDS = "memcached_commands_total";
  private static final String EVICTIONS = "memcached_items_evicted_total";

  private final Map<NodeAddress, Last> last = new HashMap<>();

  private record Last(NodeView view, double uptime, long nanos, TopRow row) {}

  /** The metrics needed by a live table. */
  static Set<String> metrics() {
    Set<String> metrics = new TreeSet<>(ReportField.metrics());
    metrics.add(COMMANDS);
    metrics.add(EVICTIONS);
    return metrics;
  }

  /**
   * The rows of a round.
   *
   * @param nanos when it ended, on the monotonic clock
   */
  List<TopRow> rows(List<NodeView> views, long nanos) {
    List<TopRow> rows = new ArrayList<>();
    for (NodeView view : views) {
      rows.add(row(view, nanos));
    }
    return rows;
  }

  private TopRow row(NodeView view, long nanos) {
    NodeAddress address = view.target().address();
    Last before = last.get(address);
    if (!view.up()) {
      last.remove(address);
      return new TopRow(view, Double.NaN, Double.NaN, Double.NaN);
    }
    double uptime = ((Number) ReportField.UPTIME.of(view.series())).doubleValue();
    if (before != null && before.uptime == uptime) {
      TopRow row = before.row;
      return new TopRow(view, row.operations(), row.hitRatio(), row.evictions());
    }
    TopRow row =
        before != null && uptime > before.uptime
            ? row(view, before.view, (nanos - before.nanos) / 1e9)
            : new TopRow(view, Double.NaN, ReportField.HIT_RATIO.number(view.series()), Double.NaN);
    last.put(address, new Last(view, uptime, nanos, row));
    return row;
  }

  private static TopRow row(NodeView now, NodeView before, double seconds) {
    double hits = increase(now, before, ReportField.GET_HITS);
    double gets = hits + increase(now, before, ReportField.GET_MISSES);
    double ratio = gets > 0 ? hits / gets : ReportField.HIT_RATIO.number(now.series());
    double operations = sum(now.series()) - sum(before.series());
    double evictions = increase(now, before, ReportField.EVICTIONS);
    return new TopRow(now, rate(operations, seconds), ratio, rate(evictions, seconds));
  }

  private static double increase(NodeView now, NodeView before, ReportField counter) {
    return counter.number(now.series()) - counter.number(before.series());
  }

  private static double sum(Series series) {
    return series.of(COMMANDS).stream().mapToDouble(Series.Sample::value).sum();
  }

  private static double rate(double grown, double seconds) {
    return grown < 0 || seconds <= 0 ? Double.NaN : grown / seconds;
  }
}

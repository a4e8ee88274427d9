package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.List;
import java.util.TreeMap;

/** Metrics whose stats end in a name from the proxy's configuration, {@code bad_cache-1}. */
final class NamedStatMetrics extends ListTable {
  private static final int MAX_VALUES = 100;

  private final String label;
  private final List<Row> rows;

  /** A metric and the beginning of its stats. */
  private record Row(String stat, MetricType type, String metric, String help) {}

  private NamedStatMetrics(Section section, String label, Row... rows) {
    super(section);
    this.label = label;
    this.rows = List.of(rows);
  }

  // spotless:off
  static List<NamedStatMetrics> all() {
    return List.of(
        new NamedStatMetrics(Section.PROXY, "name",
            new Row("user_", MetricType.UNTYPED, "proxy_user_stat", "Statistics of the proxy's configuration by their names; at most 100 (proxy: user_ and the name).")),
        new NamedStatMetrics(Section.PROXYFUNCS, "name",
            new Row("funcs_", MetricType.GAUGE, "proxy_functions", "Function generators in existence; at most 100 names (proxyfuncs: funcs_ and the name)."),
            new Row("slots_", MetricType.GAUGE, "proxy_function_slots", "Slots for running functions; at most 100 names (proxyfuncs: slots_ and the name).")),
        new NamedStatMetrics(Section.PROXYBE, "backend",
            new Row("bad_", MetricType.GAUGE, "proxy_backend_bad", "Workers that consider the backend bad, absent for a healthy one; at most 100 backends (proxybe: bad_ and the name).")));
  }
  // spotless:on

  @Override
  List<Metric> metrics() {
    return rows.stream().map(row -> metric(row.metric, row.type, row.help, label)).toList();
  }

  @Override
  void read(StatsReply reply, Listing out) {
    for (Row row : rows) {
      TreeMap<String, Long> values = new TreeMap<>();
      reply.forEach(
          (bytes, n, nEnd, v, vEnd) -> {
            String stat =
                new String(bytes, n, Math.min(nEnd - n, ReadingBuilder.MAX_TEXT), ISO_8859_1);
            if (stat.startsWith(row.stat)) {
              long value = out.number(bytes, v, vEnd);
              if (value >= 0) {
                values.merge(stat.substring(row.stat.length()), value, Long::sum);
              }
            }
          });
      out.addAll(row.metric, first(values, MAX_VALUES));
    }
  }
}

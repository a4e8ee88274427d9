package dev.memfleet.exporter.history;

import static dev.memfleet.exporter.history.HistorySeries.Kind.COUNT;
import static dev.memfleet.exporter.history.HistorySeries.Kind.GAUGE;
import static dev.memfleet.exporter.history.HistorySeries.Kind.RATE;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Reading;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The table of the series that a history holds. */
@SuppressWarnings("ImmutableEnumChecker") // stateless columns
public enum HistorySeries {
  // spotless:off
  GET_HITS("get_hits_per_second", RATE, row("commands_total", "get", "hit")),
  GET_MISSES("get_misses_per_second", RATE, row("commands_total", "get", "miss")),
  SETS("sets_per_second", RATE, row("commands_received_total", "set")),
  DELETES("deletes_per_second", RATE, row("commands_total", "delete", "hit"), row("commands_total", "delete", "miss")),
  OTHERS("other_commands_per_second", RATE,
      row("commands_total", "incr", "hit"), row("commands_total", "incr", "miss"), row("commands_total", "decr", "hit"), row("commands_total", "decr", "miss"),
      row("commands_total", "touch", "hit"), row("commands_total", "touch", "miss"), row("commands_total", "flush", "hit")),
  EVICTIONS("evictions_per_second", RATE, row("items_evicted_total")),
  RECLAIMS("reclaims_per_second", RATE, row("items_reclaimed_total")),
  BYTES_IN("read_bytes_per_second", RATE, row("read_bytes_total")),
  BYTES_OUT("written_bytes_per_second", RATE, row("written_bytes_total")),
  CPU("cpu_seconds_per_second", RATE, row("process_user_cpu_seconds_total"), row("process_system_cpu_seconds_total")),
  MEMORY("memory_bytes", COUNT, row("current_bytes")),
  ITEMS("items", COUNT, row("current_items")),
  CONNECTIONS("connections", COUNT, row("current_connections")),
  ROUND_TRIP("poll_seconds", GAUGE);
  // spotless:on

  /** The commands whose sum is the operations of clients. */
  private static final List<HistorySeries> OPERATIONS =
      List.of(GET_HITS, GET_MISSES, SETS, DELETES, OTHERS);

  /** All series, in the order of a point's values. */
  static final List<HistorySeries> ALL = List.of(values());

  /** What is plotted: the increase per second, or the value, whole or not. */
  enum Kind {
    RATE,
    COUNT,
    GAUGE
  }

  private final String key;
  private final Kind kind;
  private final List<Column> columns;

  HistorySeries(String key, Kind kind, Column... columns) {
    this.key = key;
    this.kind = kind;
    this.columns = List.of(columns);
  }

  private static Column row(String metric, String... labelValues) {
    return Catalog.ALL.column("memcached_" + metric, labelValues);
  }

  /** The name in the API. */
  public String key() {
    return key;
  }

  /** The index in a row of values. */
  @SuppressWarnings("EnumOrdinal") // rows exist in memory only
  int column() {
    return ordinal();
  }

  boolean isRate() {
    return kind == RATE;
  }

  boolean isWhole() {
    return kind == COUNT;
  }

  /** The sum of the node's values for this series; NaN if it reports none. */
  double in(Reading reading) {
    return sum(columns, column -> column.of(reading));
  }

  /** The operations: the sum over the commands of clients; NaN if none is known. */
  public static double operations(ToDoubleFunction<HistorySeries> value) {
    return sum(OPERATIONS, value);
  }

  private static <T> double sum(List<T> parts, ToDoubleFunction<T> value) {
    double sum = Double.NaN;
    for (T part : parts) {
      double known = value.applyAsDouble(part);
      if (!Double.isNaN(known)) {
        sum = Double.isNaN(sum) ? known : sum + known;
      }
    }
    return sum;
  }

  /** The hit ratio of the gets; NaN if there were none or they are unknown. */
  public static double hitRatio(double hits, double misses) {
    double gets = hits + misses;
    return gets > 0 ? hits / gets : Double.NaN;
  }

  /** The keys of all series, in the order of a point's values. */
  public static Stream<String> keys() {
    return ALL.stream().map(HistorySeries::key);
  }
}

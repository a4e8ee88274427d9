package dev.memfleet.exporter.history;

import static dev.memfleet.exporter.history.Plotted.Kind.COUNT;
import static dev.memfleet.exporter.history.Plotted.Kind.GAUGE;
import static dev.memfleet.exporter.history.Plotted.Kind.RATE;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Reading;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The series that a history holds: a table. */
@SuppressWarnings("ImmutableEnumChecker") // columns without a state
public enum Plotted {
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

  /** The commands of a client, together its operations. */
  private static final List<Plotted> OPERATIONS =
      List.of(GET_HITS, GET_MISSES, SETS, DELETES, OTHERS);

  /** All of them, in the order of a point's values. */
  static final List<Plotted> ALL = List.of(values());

  /** What is shown: how much the values grow in a second, or the values, whole numbers or not. */
  enum Kind {
    RATE,
    COUNT,
    GAUGE
  }

  private final String key;
  private final Kind kind;
  private final List<Column> columns;

  Plotted(String key, Kind kind, Column... columns) {
    this.key = key;
    this.kind = kind;
    this.columns = List.of(columns);
  }

  private static Column row(String metric, String... labelValues) {
    return Catalog.ALL.column("memcached_" + metric, labelValues);
  }

  /** Its name in the API. */
  public String key() {
    return key;
  }

  /** Its place in a row of values. */
  @SuppressWarnings("EnumOrdinal") // of rows that exist in memory only
  int column() {
    return ordinal();
  }

  boolean isRate() {
    return kind == RATE;
  }

  boolean isWhole() {
    return kind == COUNT;
  }

  /** The sum of what the node reports of it; NaN where that is nothing. */
  double in(Reading reading) {
    return sum(columns, column -> column.of(reading));
  }

  /** The sum over the commands of a client of a value of each; NaN where none is known. */
  public static double operations(ToDoubleFunction<Plotted> value) {
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

  /** The part of the gets that hit; NaN where there were none, or they are not known. */
  public static double hitRatio(double hits, double misses) {
    double gets = hits + misses;
    return gets > 0 ? hits / gets : Double.NaN;
  }

  /** The keys of all, in the order of a point's values. */
  public static Stream<String> keys() {
    return ALL.stream().map(Plotted::key);
  }
}

package dev.memfleet.exporter.status;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Column;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.history.HistorySeries;
import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.text.Kind;
import org.jspecify.annotations.Nullable;

/** The table of the numbers in a row. */
@SuppressWarnings("ImmutableEnumChecker") // stateless functions
public enum Figure {
  // spotless:off
  UPTIME("uptime_seconds", Kind.SECONDS, Sum.NONE, reported("memcached_uptime_seconds")),
  HIT_RATIO("hit_ratio", Kind.RATIO, Sum.RATIO, (reading, history) -> HistorySeries.hitRatio(history.latest(HistorySeries.GET_HITS), history.latest(HistorySeries.GET_MISSES))),
  OPERATIONS("operations_per_second", Kind.RATE, Sum.SUM, (reading, history) -> HistorySeries.operations(history::latest)),
  GET_HITS("get_hits_per_second", Kind.RATE, Sum.SUM, latest(HistorySeries.GET_HITS)),
  GET_MISSES("get_misses_per_second", Kind.RATE, Sum.SUM, latest(HistorySeries.GET_MISSES)),
  EVICTIONS("evictions_per_second", Kind.RATE, Sum.SUM, latest(HistorySeries.EVICTIONS)),
  ITEMS("items", Kind.COUNT, Sum.SUM, reported("memcached_current_items")),
  MEMORY("memory_bytes", Kind.BYTES, Sum.SUM, reported("memcached_current_bytes")),
  MEMORY_LIMIT("memory_limit_bytes", Kind.BYTES, Sum.SUM, reported("memcached_limit_bytes")),
  CONNECTIONS("connections", Kind.COUNT, Sum.SUM, reported("memcached_current_connections")),
  CONNECTION_LIMIT("connection_limit", Kind.COUNT, Sum.SUM, reported("memcached_max_connections")),
  BYTES_IN("read_bytes_per_second", Kind.BYTES, Sum.SUM, latest(HistorySeries.BYTES_IN)),
  BYTES_OUT("written_bytes_per_second", Kind.BYTES, Sum.SUM, latest(HistorySeries.BYTES_OUT)),
  ROUND_TRIP("poll_seconds", Kind.SECONDS, Sum.NONE, latest(HistorySeries.ROUND_TRIP));
  // spotless:on

  static final int COUNT = values().length;

  /** How a pool combines its nodes' values. */
  enum Sum {
    NONE,
    SUM,
    RATIO
  }

  private final String key;
  private final Kind kind;
  private final Sum sum;
  private final Value value;

  private interface Value {
    double of(Reading reading, NodeHistory history);
  }

  Figure(String key, Kind kind, Sum sum, Value value) {
    this.key = key;
    this.kind = kind;
    this.sum = sum;
    this.value = value;
  }

  private static Value reported(String metric) {
    Column column = Catalog.ALL.column(metric);
    return (reading, history) -> column.of(reading);
  }

  private static Value latest(HistorySeries series) {
    return (reading, history) -> history.latest(series);
  }

  /** The name in the API and in the URL of the page. */
  public String key() {
    return key;
  }

  /** The index in a row of values. */
  @SuppressWarnings("EnumOrdinal") // rows exist in memory only
  int column() {
    return ordinal();
  }

  Sum sum() {
    return sum;
  }

  /** A formatted value. */
  public String shown(double number) {
    return kind.shown(number);
  }

  /** A formatted value with its limit, as {@code 22.9 / 64.0 MiB}. */
  public String shown(double number, Figure limit, double most) {
    String used = shown(number);
    String all = limit.shown(most);
    int unit = all.indexOf(' ');
    boolean sameUnit = unit > 0 && used.endsWith(all.substring(unit));
    return (sameUnit ? used.substring(0, used.indexOf(' ')) : used) + " / " + all;
  }

  /** The value of a node; NaN if it has none. */
  double of(@Nullable Reading reading, NodeHistory history) {
    return reading == null ? Double.NaN : value.of(reading, history);
  }
}

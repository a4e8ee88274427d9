package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.text.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of lines in a monitoring report. Those of memcached's stats have the stats' names. */
@SuppressWarnings("ImmutableEnumChecker") // stateless functions of a series
enum ReportField {
  // spotless:off
  VERSION("Version", Kind.TEXT, Group.BASIC, series -> series.text(Name.VERSION), Name.VERSION),
  UPTIME("Uptime", Kind.SECONDS, Group.BASIC, "uptime_seconds"),
  CURR_CONNECTIONS("Current connections", Kind.COUNT, Group.CONNECTIONS, "current_connections"),
  TOTAL_CONNECTIONS("Total connections", Kind.COUNT, Group.CONNECTIONS, "connections_total"),
  MAX_CONNECTIONS("Max connections", Kind.COUNT, Group.CONNECTIONS, "max_connections"),
  REJECTED_CONNECTIONS("Rejected connections", Kind.COUNT, Group.CONNECTIONS, "connections_rejected_total"),
  CONNECTION_STRUCTURES("Connection structures", Kind.COUNT, Group.CONNECTIONS, "connection_structures"),
  BYTES("Memory used", Kind.BYTES, Group.MEMORY, "current_bytes"),
  LIMIT_MAXBYTES("Memory limit", Kind.BYTES, Group.MEMORY, "limit_bytes"),
  MEMORY_RATIO("Memory usage", Kind.RATIO, Group.MEMORY, series -> part(BYTES.number(series), LIMIT_MAXBYTES.number(series))),
  GET_HITS("Get hits", Kind.COUNT, Group.CACHE, "commands_total", "get", "hit"),
  GET_MISSES("Get misses", Kind.COUNT, Group.CACHE, "commands_total", "get", "miss"),
  HIT_RATIO("Hit rate", Kind.RATIO, Group.CACHE, series -> part(GET_HITS.number(series), GET_HITS.number(series) + GET_MISSES.number(series))),
  CURR_ITEMS("Current items", Kind.COUNT, Group.CACHE, "current_items"),
  TOTAL_ITEMS("Total items", Kind.COUNT, Group.CACHE, "items_total"),
  CMD_GET("Command get", Kind.COUNT, Group.PERFORMANCE, "commands_received_total", "get"),
  CMD_SET("Command set", Kind.COUNT, Group.PERFORMANCE, "commands_received_total", "set"),
  EVICTIONS("Evictions", Kind.COUNT, Group.PERFORMANCE, "items_evicted_total"),
  RECLAIMED("Reclaimed", Kind.COUNT, Group.PERFORMANCE, "items_reclaimed_total");
  // spotless:on

  /** The parts of a report on one node. */
  enum Group {
    BASIC("Basic Statistics"),
    CONNECTIONS("Connection Statistics"),
    MEMORY("Memory Statistics"),
    CACHE("Cache Statistics"),
    PERFORMANCE("Performance Statistics");

    final String title;

    Group(String title) {
      this.title = title;
    }
  }

  /** Names used by enum constants, which cannot refer to constants of the enum itself. */
  private static final class Name {
    static final String VERSION = "memcached_version";
  }

  private final String title;
  private final Kind kind;
  private final Group group;
  private final Function<Series, Object> value;
  private final List<String> metrics;

  ReportField(
      String title, Kind kind, Group group, Function<Series, Object> value, String... metrics) {
    this.title = title;
    this.kind = kind;
    this.group = group;
    this.value = value;
    this.metrics = List.of(metrics);
  }

  ReportField(String title, Kind kind, Group group, String metric, String... labels) {
    this(
        title,
        kind,
        group,
        series -> series.value("memcached_" + metric, labels),
        "memcached_" + metric);
  }

  /** The metrics needed by a report. */
  static Set<String> metrics() {
    return Arrays.stream(values())
        .flatMap(field -> field.metrics.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  Group group() {
    return group;
  }

  Object of(Series series) {
    return value.apply(series);
  }

  double number(Series series) {
    return ((Number) of(series)).doubleValue();
  }

  /** A ratio; NaN if the whole is zero. */
  private static double part(double of, double whole) {
    return whole > 0 ? of / whole : Double.NaN;
  }
}

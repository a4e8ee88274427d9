package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.history.HistorySeries;
import dev.memfleet.exporter.history.HistorySnapshot;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** The plots of a node's page. */
@SuppressWarnings("ImmutableEnumChecker") // stateless functions
enum Plot {
  // spotless:off
  OPERATIONS("Operations", Unit.RATE, line("get hits", HistorySeries.GET_HITS), line("get misses", HistorySeries.GET_MISSES), line("sets", HistorySeries.SETS), line("deletes", HistorySeries.DELETES), line("others", HistorySeries.OTHERS)),
  HIT_RATIO("Hit ratio", Unit.RATIO, new Line("hit ratio", "hit_ratio", past -> past::hitRatio)),
  MEMORY("Memory", Unit.BYTES, line("memory", HistorySeries.MEMORY)),
  ITEMS("Items", Unit.COUNT, line("items", HistorySeries.ITEMS)),
  EVICTIONS("Evictions and reclaims", Unit.RATE, line("evictions", HistorySeries.EVICTIONS), line("reclaims", HistorySeries.RECLAIMS)),
  CONNECTIONS("Connections", Unit.COUNT, line("connections", HistorySeries.CONNECTIONS)),
  NETWORK("Network", Unit.BYTE_RATE, line("in", HistorySeries.BYTES_IN), line("out", HistorySeries.BYTES_OUT)),
  CPU("CPU", Unit.CORES, line("cores", HistorySeries.CPU)),
  ROUND_TRIP("Time of a poll", Unit.SECONDS, line("poll", HistorySeries.ROUND_TRIP));
  // spotless:on

  /** The unit of a plot's values. */
  enum Unit {
    RATE("per second"),
    RATIO("part of the gets"),
    BYTES("bytes"),
    COUNT("now"),
    BYTE_RATE("bytes per second"),
    CORES("cores"),
    SECONDS("seconds");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    String words() {
      return words;
    }
  }

  /** A line: its title, its key in the API, and its values. */
  record Line(String title, String key, Function<HistorySnapshot, IntToDoubleFunction> values) {}

  private final String title;
  private final Unit unit;
  private final List<Line> lines;

  Plot(String title, Unit unit, Line... lines) {
    this.title = title;
    this.unit = unit;
    this.lines = List.of(lines);
  }

  private static Line line(String title, HistorySeries series) {
    return new Line(title, series.key(), past -> point -> past.value(series, point));
  }

  String title() {
    return title;
  }

  Unit unit() {
    return unit;
  }

  Stream<Line> lines() {
    return lines.stream();
  }
}

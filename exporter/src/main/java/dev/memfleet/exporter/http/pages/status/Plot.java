package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.history.Past;
import dev.memfleet.exporter.history.Plotted;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;

/** The plots of a node's page. */
@SuppressWarnings("ImmutableEnumChecker") // stateless functions
enum Plot {
  // spotless:off
  OPERATIONS("Operations", Unit.RATE, line("get hits", Plotted.GET_HITS), line("get misses", Plotted.GET_MISSES), line("sets", Plotted.SETS), line("deletes", Plotted.DELETES), line("others", Plotted.OTHERS)),
  HIT_RATIO("Hit ratio", Unit.RATIO, new Line("hit ratio", "hit_ratio", past -> past::hitRatio)),
  MEMORY("Memory", Unit.BYTES, line("memory", Plotted.MEMORY)),
  ITEMS("Items", Unit.COUNT, line("items", Plotted.ITEMS)),
  EVICTIONS("Evictions and reclaims", Unit.RATE, line("evictions", Plotted.EVICTIONS), line("reclaims", Plotted.RECLAIMS)),
  CONNECTIONS("Connections", Unit.COUNT, line("connections", Plotted.CONNECTIONS)),
  NETWORK("Network", Unit.BYTE_RATE, line("in", Plotted.BYTES_IN), line("out", Plotted.BYTES_OUT)),
  CPU("CPU", Unit.CORES, line("cores", Plotted.CPU)),
  ROUND_TRIP("Time of a poll", Unit.SECONDS, line("poll", Plotted.ROUND_TRIP));
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
  record Line(String title, String key, Function<Past, IntToDoubleFunction> values) {}

  private final String title;
  private final Unit unit;
  private final List<Line> lines;

  Plot(String title, Unit unit, Line... lines) {
    this.title = title;
    this.unit = unit;
    this.lines = List.of(lines);
  }

  private static Line line(String title, Plotted series) {
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

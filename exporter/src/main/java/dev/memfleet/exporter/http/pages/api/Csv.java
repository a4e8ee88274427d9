package dev.memfleet.exporter.http.pages.api;

import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.NodeRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows of nodes as CSV (RFC 4180), with a header. */
final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  static String header() {
    StringJoiner line = new StringJoiner(",", "", "\r\n");
    for (String name :
        new String[] {"address", "pool", "state", "reason", "since", "polled_at", "version"}) {
      line.add(name);
    }
    for (Figure figure : Figure.values()) {
      line.add(figure.key());
    }
    return line.toString();
  }

  static String line(NodeRow row) {
    StringJoiner line = new StringJoiner(",", "", "\r\n");
    line.add(quoted(row.address()))
        .add(quoted(row.pool()))
        .add(row.state().label())
        .add(quoted(row.reason()))
        .add(time(row.since()))
        .add(time(row.polledAt()))
        .add(quoted(row.version()));
    for (Figure figure : Figure.values()) {
      double value = row.value(figure);
      line.add(Double.isNaN(value) ? "" : new BigDecimal(Double.toString(value)).toPlainString());
    }
    return line.toString();
  }

  private static String time(@Nullable Instant at) {
    return at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Prefixes text that a spreadsheet would treat as a formula with an apostrophe. */
  private static String quoted(String text) {
    String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}

package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.history.HistorySnapshot;
import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.status.NodeRow;
import dev.memfleet.exporter.status.State;
import dev.memfleet.exporter.text.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A node's row as shown: the same texts in the first HTML and in later updates.
 *
 * @param detail why it is not up and since when, in full
 * @param since when it went up or down, for a narrow column
 * @param reason why it is not up, for a narrow column
 * @param cells texts by the key of their column
 * @param bars fractions of 1 by the key of their column; NaN for none
 * @param spark the path of the sparkline of its operations
 */
record RowView(
    NodeRow row,
    String detail,
    String since,
    String reason,
    Map<String, String> cells,
    Map<String, Double> bars,
    String spark) {
  /** The time span of a row's sparkline. */
  static final Duration SPARK = Duration.ofMinutes(15);

  static RowView of(NodeRow row, Instant now) {
    Map<String, String> cells = new LinkedHashMap<>();
    Map<String, Double> bars = new LinkedHashMap<>();
    cells.put("version", row.version().isEmpty() ? "-" : row.version());
    for (NodeColumn column : NodeColumn.values()) {
      if (column.figure() != null) {
        cells.put(column.key(), column.shown(row));
      }
      if (column.isBar()) {
        bars.put(column.key(), column.share(row));
      }
    }
    HistorySnapshot past = row.node().history().past(now, SPARK);
    long to = now.getEpochSecond();
    return new RowView(
        row,
        detail(row, now),
        since(row, at -> Times.shortForm(at, now)),
        row.shortReason(),
        cells,
        bars,
        Sparkline.path(past, past::operations, to - SPARK.toSeconds(), to));
  }

  private static String detail(NodeRow row, Instant now) {
    String since = since(row, at -> Times.since(at, now));
    return row.reason().isEmpty() || since.isEmpty()
        ? row.reason() + since
        : row.reason() + ", " + since;
  }

  private static String since(NodeRow row, Function<Instant, String> text) {
    Instant since = row.since();
    return since == null || row.state() == State.UNKNOWN ? "" : "since " + text.apply(since);
  }

  private double polledSecond() {
    Instant at = row.polledAt();
    return at == null ? Double.NaN : (double) at.getEpochSecond();
  }

  /** The row as JSON, for an update in the browser. */
  String json() {
    Json json =
        new Json()
            .object()
            .field("address", row.address())
            .field("state", row.state().label())
            .field("detail", detail)
            .field("since", since)
            .field("reason", reason)
            .field("polled", polledSecond());
    json.name("cells").object();
    cells.forEach(json::field);
    json.endObject().name("bars").object();
    bars.forEach((key, share) -> json.field(key, Math.round(share * 1000) / 10.0));
    return json.endObject().field("spark", spark).endObject().take();
  }
}

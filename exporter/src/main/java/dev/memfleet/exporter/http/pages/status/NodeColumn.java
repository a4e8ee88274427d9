package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.status.Figure;
import dev.memfleet.exporter.status.NodeRow;
import org.jspecify.annotations.Nullable;

/** The columns of the table of nodes. */
enum NodeColumn {
  // spotless:off
  STATE("worst", "State", null, null),
  ADDRESS("address", "Node", null, null),
  POOL("pool", "Pool", null, null),
  VERSION("version", "Version", null, null),
  UPTIME(Figure.UPTIME, "Uptime"),
  HIT_RATIO(Figure.HIT_RATIO, "Hit ratio"),
  OPERATIONS(Figure.OPERATIONS, "Ops/s"),
  SPARK("spark", "Last 15 min", null, null),
  EVICTIONS(Figure.EVICTIONS, "Evict/s"),
  MEMORY("memory", "Memory", Figure.MEMORY, Figure.MEMORY_LIMIT),
  CONNECTIONS("connection", "Connections", Figure.CONNECTIONS, Figure.CONNECTION_LIMIT),
  BYTES_IN(Figure.BYTES_IN, "In/s"),
  BYTES_OUT(Figure.BYTES_OUT, "Out/s"),
  ROUND_TRIP(Figure.ROUND_TRIP, "Poll"),
  AGE("age", "Age", null, null);
  // spotless:on

  private final String key;
  private final String title;
  private final @Nullable Figure figure;
  private final @Nullable Figure limit;

  NodeColumn(Figure figure, String title) {
    this(figure.key(), title, figure, null);
  }

  NodeColumn(String key, String title, @Nullable Figure figure, @Nullable Figure limit) {
    this.key = key;
    this.title = title;
    this.figure = figure;
    this.limit = limit;
  }

  String key() {
    return key;
  }

  String title() {
    return title;
  }

  @Nullable Figure figure() {
    return figure;
  }

  /** Whether it is shown as a bar against a limit. */
  boolean isBar() {
    return limit != null;
  }

  /** The used share of its limit; NaN if unknown or without a limit. */
  double share(NodeRow row) {
    return figure == null || limit == null ? Double.NaN : row.share(figure, limit);
  }

  boolean isText() {
    return figure == null;
  }

  boolean isSortable() {
    return Order.allKeys().contains(key);
  }

  /** The text of a numeric column. */
  String shown(NodeRow row) {
    if (figure == null) {
      return "";
    }
    double value = row.value(figure);
    return limit == null || Double.isNaN(row.value(limit))
        ? figure.shown(value)
        : figure.shown(value, limit, row.value(limit));
  }
}

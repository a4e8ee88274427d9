package dev.memfleet.exporter.status;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Reading;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Snapshot of a node as a row of numbers. */
public final class NodeRow {
  /** The worst first: nodes that are down, then nodes that refuse clients, then by name. */
  static final Comparator<NodeRow> WORST_FIRST =
      Comparator.comparing(NodeRow::state)
          .thenComparing(row -> !row.isCrowded())
          .thenComparing(row -> row.value(Figure.EVICTIONS) > 0 ? -row.value(Figure.EVICTIONS) : 0)
          .thenComparing(NodeRow::pool)
          .thenComparing(NodeRow::address);

  /** The share of a limit from which it counts as nearly reached. */
  public static final double NEAR_LIMIT = 0.9;

  private final WatchedNode node;
  private final String address;
  private final State state;
  private final double[] values = new double[Figure.COUNT];

  NodeRow(WatchedNode node) {
    this.node = node;
    this.address = node.address().toString();
    this.state = State.of(node);
    Reading reading = reading();
    for (Figure figure : Figure.values()) {
      values[figure.column()] = figure.of(reading, node.history());
    }
  }

  public WatchedNode node() {
    return node;
  }

  public String address() {
    return address;
  }

  /** The node's pool; empty for none. */
  public String pool() {
    return node.pool();
  }

  public State state() {
    return state;
  }

  /** Why it is not up, starting with a short word; empty if it is up. */
  public String reason() {
    ScrapeResult last = last();
    if (last == null) {
      return "not polled yet";
    }
    return switch (state) {
      case UP -> "";
      case PARTIAL -> "no complete answer to: " + incomplete(last);
      case DOWN -> (last.failure() == null ? "" : last.failure().label() + ": ") + last.message();
      case UNKNOWN -> last.message();
    };
  }

  private static String incomplete(ScrapeResult last) {
    return last.sections().stream()
        .filter(section -> !last.success(section))
        .sorted()
        .map(Section::label)
        .collect(Collectors.joining(", "));
  }

  /** The reason without what the row shows anyway: the node's name and the attempted action. */
  public String shortReason() {
    ScrapeResult last = last();
    if (last == null || state == State.PARTIAL || state == State.UP) {
      return reason();
    }
    int named = last.message().indexOf(address + ": ");
    String rest =
        named < 0 ? last.message() : last.message().substring(named + address.length() + 2);
    return rest.isEmpty()
        ? reason()
        : rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1);
  }

  /** When it went up or down; null if unknown. */
  public @Nullable Instant since() {
    return node.history().since();
  }

  /** When its last poll ended; null before the first one. */
  public @Nullable Instant polledAt() {
    ScrapeResult last = last();
    return last == null ? null : last.at();
  }

  /** The server's version; empty if unknown. */
  public String version() {
    Reading reading = reading();
    String[] texts = reading == null ? null : Catalog.ALL.texts("memcached_version", reading);
    return texts == null ? "" : texts[0];
  }

  /** The value of a figure; NaN if the node has none. */
  public double value(Figure figure) {
    return values[figure.column()];
  }

  /** The used share of a limit; NaN if unknown. */
  public double share(Figure used, Figure limit) {
    double of = value(limit);
    return of > 0 ? Math.min(1, value(used) / of) : Double.NaN;
  }

  private boolean isCrowded() {
    return share(Figure.CONNECTIONS, Figure.CONNECTION_LIMIT) >= NEAR_LIMIT;
  }

  /** The last reading; null if the last poll failed. */
  public @Nullable Reading reading() {
    ScrapeResult last = last();
    return last == null ? null : last.reading();
  }

  private @Nullable ScrapeResult last() {
    NodeStatus status = node.status();
    return status == null ? null : status.last();
  }
}

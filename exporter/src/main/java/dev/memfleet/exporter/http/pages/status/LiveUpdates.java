package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Json;
import dev.memfleet.exporter.http.pages.KnownNode;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.EventStream;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.status.FleetStatus;
import dev.memfleet.exporter.status.NodeRow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/events}: what has changed, as server-sent events. At each tick the rows that
 * changed are made once, whatever the number of open pages; without an open page there is no tick.
 * A page that missed an event is asked to load again. Confined to the event loop of the pages.
 */
final class LiveUpdates {
  /** Open pages with live updates at a time. */
  static final int MOST = 64;

  private static final long SHORTEST_TICK_MILLIS = 1000;
  private static final long LONGEST_TICK_MILLIS = 5000;
  private static final Buffer RELOAD = Buffer.buffer("event: reload\ndata: {}\n\n");
  private static final Buffer ALIVE = Buffer.buffer(": alive\n\n");

  private final Vertx vertx;
  private final FleetView view;
  private final Links links;
  private final List<Page> pages = new ArrayList<>();
  private Map<String, Integer> shown = new HashMap<>();
  private int others;
  private long timer = -1;

  /**
   * An open page.
   *
   * @param node the only one that it shows; null for a page of all
   */
  private record Page(EventStream stream, @Nullable KnownNode node) {}

  /** What a tick found: the changed rows, and all rows and pools as hashes of their texts. */
  private record Changes(Buffer event, Map<String, Integer> shown, int others, boolean sameNodes) {}

  LiveUpdates(Vertx vertx, FleetView view, Links links) {
    this.vertx = vertx;
    this.view = view;
    this.links = links;
  }

  Future<Void> handle(Exchange exchange) throws BadRequestException {
    String node = exchange.query().single("node");
    KnownNode known = node == null ? null : KnownNode.of(node);
    if (pages.size() >= MOST) {
      return exchange.text(
          503, "%d pages have live updates, which is the most; try again later.".formatted(MOST));
    }
    if (exchange.isHead()) {
      return exchange.send(200, "text/event-stream; charset=utf-8", "");
    }
    Page page = new Page(exchange.events(), known);
    pages.add(page);
    page.stream.send(Buffer.buffer("retry: 3000\n\n"));
    if (timer < 0) {
      tick();
      timer = vertx.setPeriodic(period(), tick -> tick());
    }
    return page.stream.end().onComplete(end -> left(page));
  }

  private long period() {
    long interval = view.interval().toMillis();
    return interval == 0
        ? LONGEST_TICK_MILLIS
        : Math.max(SHORTEST_TICK_MILLIS, Math.min(LONGEST_TICK_MILLIS, interval / 2));
  }

  private void left(Page page) {
    pages.remove(page);
    if (pages.isEmpty() && timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      shown = new HashMap<>();
    }
  }

  private void tick() {
    Map<String, Integer> before = shown;
    int othersBefore = others;
    view.polled()
        .compose(status -> view.make(() -> changes(status, before, othersBefore)))
        .onSuccess(this::send);
  }

  private void send(Changes changes) {
    boolean first = shown.isEmpty();
    boolean reload = !first && !changes.sameNodes;
    Map<String, Integer> before = shown;
    shown = changes.shown;
    others = changes.others;
    if (first) {
      return;
    }
    for (Page page : List.copyOf(pages)) {
      page.stream.send(eventFor(page, changes, before, reload));
    }
  }

  private static Buffer eventFor(
      Page page, Changes changes, Map<String, Integer> before, boolean reload) {
    if (page.stream.missedSome()) {
      return RELOAD;
    }
    KnownNode node = page.node;
    if (node == null) {
      return reload ? RELOAD : changes.event;
    }
    String address = node.address().toString();
    boolean same = before.getOrDefault(address, 0).equals(changes.shown.getOrDefault(address, 0));
    return same ? ALIVE : RELOAD;
  }

  private Changes changes(FleetStatus status, Map<String, Integer> before, int othersBefore) {
    Map<String, Integer> now = new HashMap<>();
    StringBuilder rows = new StringBuilder();
    for (NodeRow row : status.nodes()) {
      int stamp = stamp(row);
      now.put(row.address(), stamp);
      if (!Integer.valueOf(stamp).equals(before.get(row.address()))) {
        rows.append(rows.isEmpty() ? "" : ",").append(RowView.of(row, status.at()).json());
      }
    }
    String pools = new PoolsTable(links, Choice.ALL).html(status.pools()).toString();
    String news = FleetPage.news(status.news()).toString();
    int others = 31 * pools.hashCode() + news.hashCode();
    Json json = new Json().object().field("at", (double) status.at().getEpochSecond());
    if (others != othersBefore) {
      json.field("news", news).field("pools", pools);
    }
    String event = "event: update\ndata: " + json.take() + ",\"nodes\":[" + rows + "]}\n\n";
    return new Changes(Buffer.buffer(event), now, others, now.keySet().equals(before.keySet()));
  }

  /** Changes with each poll, and when it is known that there was none. */
  private static int stamp(NodeRow row) {
    return 31 * Objects.hashCode(row.polledAt()) + row.state().label().hashCode();
  }

  /** Ends all of them, since the agent stops. */
  void close() {
    List.copyOf(pages).forEach(page -> page.stream.close());
  }
}

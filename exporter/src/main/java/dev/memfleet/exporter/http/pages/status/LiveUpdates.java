package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.NodeInPath;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.EventStream;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/events}: live updates as server-sent events. Without an open page there are no
 * ticks. At its first tick a page receives all of its rows, so that changes between its HTML and
 * its updates are not lost; at later ticks, the rows that changed. A row is rendered once, and an
 * event once for all pages with the same rows. A page that missed an event, or shows a fleet of
 * other nodes, is asked to reload. Confined to the event loop of the pages.
 */
final class LiveUpdates {
  /** Limit of open pages with live updates. */
  static final int MAX_PAGES = 64;

  private static final long MIN_TICK_MILLIS = 1000;
  private static final long MAX_TICK_MILLIS = 5000;
  private static final Buffer RELOAD = Buffer.buffer("event: reload\ndata: {}\n\n");
  private static final Buffer KEEP_ALIVE = Buffer.buffer(": alive\n\n");

  private final Vertx vertx;
  private final FleetView view;
  private final Links links;
  private final List<Page> pages = new ArrayList<>();
  private @Nullable Changes last;
  private long timer = -1;

  /** An open page. */
  private static final class Page {
    private final EventStream stream;

    /** The only node that it shows; null for a page of rows. */
    private final @Nullable NodeInPath node;

    private final Optional<ShownRows> rows;
    private boolean started;

    Page(EventStream stream, @Nullable NodeInPath node, Optional<ShownRows> rows) {
      this.stream = stream;
      this.node = node;
      this.rows = rows;
    }

    Changes.View view() {
      return new Changes.View(rows, !started);
    }
  }

  LiveUpdates(Vertx vertx, FleetView view, Links links) {
    this.vertx = vertx;
    this.view = view;
    this.links = links;
  }

  Future<Void> handle(Exchange exchange) throws BadRequestException {
    String node = exchange.query().single("node");
    NodeInPath known = node == null ? null : NodeInPath.of(node);
    String named = exchange.query().single(ShownRows.PARAMETER);
    Optional<ShownRows> rows =
        named == null ? Optional.empty() : Optional.of(ShownRows.parse(named));
    if (pages.size() >= MAX_PAGES) {
      return exchange.text(
          503,
          "Limit of pages with live updates reached (%d), try again later.".formatted(MAX_PAGES));
    }
    if (exchange.isHead()) {
      return exchange.send(200, "text/event-stream; charset=utf-8", "");
    }
    Page page = new Page(exchange.events(), known, rows);
    pages.add(page);
    page.stream.send(Buffer.buffer("retry: 3000\n\n"));
    if (timer < 0) {
      tick();
      timer = vertx.setPeriodic(period(), tick -> tick());
    }
    return page.stream.end().onComplete(ignored -> remove(page));
  }

  private long period() {
    long interval = view.interval().toMillis();
    return interval == 0
        ? MAX_TICK_MILLIS
        : Math.max(MIN_TICK_MILLIS, Math.min(MAX_TICK_MILLIS, interval / 2));
  }

  private void remove(Page page) {
    pages.remove(page);
    if (pages.isEmpty() && timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      last = null;
    }
  }

  private void tick() {
    @Nullable Changes before = last;
    Set<Changes.View> views =
        pages.stream()
            .filter(page -> page.node == null)
            .map(Page::view)
            .collect(Collectors.toUnmodifiableSet());
    view.polled()
        .compose(status -> view.make(() -> Changes.of(status, before, views, links)))
        .onSuccess(this::send);
  }

  private void send(Changes changes) {
    @Nullable Changes before = last;
    last = changes;
    for (Page page : List.copyOf(pages)) {
      NodeInPath node = page.node;
      Buffer event =
          node == null ? ofRows(page, changes) : ofNode(page, node.address(), changes, before);
      if (event != null) {
        page.stream.send(event);
      }
    }
  }

  /** Null for a page that was opened while the changes were being computed. */
  private static @Nullable Buffer ofRows(Page page, Changes changes) {
    if (page.stream.missedEvents() || (page.started && changes.otherNodes())) {
      return RELOAD;
    }
    Buffer event = changes.event(page.view());
    page.started |= event != null;
    return event;
  }

  private static Buffer ofNode(
      Page page, NodeAddress node, Changes changes, @Nullable Changes before) {
    boolean same = changes.isSame(node.toString(), before);
    return page.stream.missedEvents() || !same ? RELOAD : KEEP_ALIVE;
  }

  /** Ends all event streams, because the agent stops. */
  void close() {
    List.copyOf(pages).forEach(page -> page.stream.close());
  }
}

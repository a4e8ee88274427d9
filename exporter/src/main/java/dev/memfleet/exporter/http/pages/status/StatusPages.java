package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.NodeInPath;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.http.server.Route;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;

/** {@code /} and {@code /nodes/{address}}, with their files and live updates. */
public final class StatusPages {
  /**
   * Limit of pages and API answers being rendered at the same time; separate from that of scrapes.
   */
  public static final int MAX_CONCURRENT = 8;

  private final FleetView view;
  private final Links links;
  private final LiveUpdates updates;

  private StatusPages(Vertx vertx, FleetView view, Links links) {
    this.view = view;
    this.links = links;
    this.updates = new LiveUpdates(vertx, view, links);
  }

  /**
   * Adds the routes.
   *
   * @param otherwise answers {@code /} when the limit is reached, because charts use it as a probe
   */
  public static StatusPages addTo(
      HttpEndpoint http,
      Vertx vertx,
      FleetView view,
      Links links,
      RequestLimit limit,
      Route otherwise) {
    StatusPages pages = new StatusPages(vertx, view, links);
    http.route("/", limit.of(pages::fleet, otherwise));
    http.routeBelow(
        "/nodes/", (exchange, rest) -> limit.of(same -> pages.node(same, rest)).handle(exchange));
    http.route("/api/v1/events", pages.updates::handle);
    Assets.addTo(http);
    return pages;
  }

  private Future<Void> fleet(Exchange exchange) throws BadRequestException {
    Choice choice = Choice.of(exchange.query());
    return exchange
        .here(
            view.status()
                .compose(status -> view.make(() -> new FleetPage(layout(), status, choice).html())))
        .compose(html -> send(exchange, html));
  }

  private Future<Void> node(Exchange exchange, String rest) throws BadRequestException {
    NodeInPath known = NodeInPath.of(rest);
    return exchange
        .here(
            view.polled()
                .compose(
                    status ->
                        view.make(() -> new NodePage(layout(), status, known.in(status)).html())))
        .compose(html -> send(exchange, html));
  }

  private Layout layout() {
    return new Layout(links, view.interval());
  }

  static Future<Void> send(Exchange exchange, String html) {
    exchange.setHeader("Cache-Control", "no-store");
    return exchange.page(
        Layout.CONTENT_TYPE,
        out -> {
          out.write(html.getBytes(StandardCharsets.UTF_8));
          return false;
        });
  }

  /** Ends the live updates of open pages. */
  public void close() {
    updates.close();
  }
}

package dev.memfleet.exporter.http.pages.status;

import dev.memfleet.exporter.http.pages.FleetView;
import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.api.InsightApi;
import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.HttpEndpoint;
import dev.memfleet.exporter.http.server.RequestLimit;
import dev.memfleet.exporter.insight.Insight;
import dev.memfleet.exporter.insight.NodeInsight;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import java.time.Instant;

/** {@code /insight?target=}: the results of watching a node, for people. */
public final class InsightPages {
  private final FleetView view;
  private final Insight insight;
  private final Links links;

  private InsightPages(FleetView view, Insight insight, Links links) {
    this.view = view;
    this.insight = insight;
    this.links = links;
  }

  /** Adds the route. */
  public static void addTo(
      HttpEndpoint http, FleetView view, Insight insight, Links links, RequestLimit limit) {
    InsightPages pages = new InsightPages(view, insight, links);
    http.route("/insight", limit.of(pages::page));
  }

  private Future<Void> page(Exchange exchange) throws BadRequestException {
    NodeAddress address = InsightApi.target(exchange.query());
    return exchange
        .here(view.make(() -> html(address)))
        .compose(html -> StatusPages.send(exchange, html));
  }

  private String html(NodeAddress address) throws BadRequestException {
    NodeInsight known = InsightApi.known(insight, address);
    Layout layout = new Layout(links, view.interval());
    return new InsightPage(layout, address.toString(), known, insight.onRequest(), Instant.now())
        .html();
  }
}

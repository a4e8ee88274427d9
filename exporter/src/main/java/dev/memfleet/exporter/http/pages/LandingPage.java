package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import io.vertx.core.Future;
import java.util.function.IntSupplier;

/** {@code /}: links to all pages; always 200, because Helm charts use it as a probe. */
public final class LandingPage implements Route {
  private final String version;
  private final IntSupplier nodes;
  private final Links links;

  public LandingPage(String version, IntSupplier nodes, Links links) {
    this.version = version;
    this.nodes = nodes;
    this.links = links;
  }

  @Override
  public Future<Void> handle(Exchange exchange) {
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Memfleet exporter</title></head>
        <body>
        <h1>Memfleet exporter</h1>
        <p>Version %1$s, nodes watched: %2$d</p>
        <ul>
        <li><a href="%3$s">Metrics</a> of every watched node and of the agent</li>
        <li><a href="%4$s?target=localhost:11211">Scrape</a> of any one node, polled now</li>
        <li><a href="%5$s/sd">Discovery</a>: every known node, for Prometheus' http_sd</li>
        <li><a href="%5$s/config">Configuration</a> in effect</li>
        <li><a href="%5$s/-/self">Self</a>: metrics of the agent alone</li>
        <li><a href="%5$s/-/healthy">Health</a> and <a href="%5$s/-/ready">readiness</a></li>
        </ul>
        </body>
        </html>
        """
            .formatted(
                version,
                nodes.getAsInt(),
                links.metrics(),
                links.to(links.scrapePath()),
                links.base());
    return exchange.send(200, "text/html; charset=utf-8", page);
  }
}

package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import io.vertx.core.Future;
import java.util.function.IntSupplier;

/** {@code /}: links to all pages; always 200, because charts probe it. */
public final class LandingPage implements Route {
  private final String version;
  private final IntSupplier nodes;
  private final String telemetryPath;
  private final String scrapePath;

  public LandingPage(String version, IntSupplier nodes, String telemetryPath, String scrapePath) {
    this.version = version;
    this.nodes = nodes;
    this.telemetryPath = telemetryPath;
    this.scrapePath = scrapePath;
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
        <p>Version %s, nodes watched: %d</p>
        <ul>
        <li><a href="%s">Metrics</a> of every watched node and of the agent</li>
        <li><a href="%s?target=localhost:11211">Scrape</a> of any one node, polled now</li>
        <li><a href="/sd">Discovery</a>: every known node, for Prometheus' http_sd</li>
        <li><a href="/config">Configuration</a> in effect</li>
        <li><a href="/-/self">Self</a>: metrics of the agent alone</li>
        <li><a href="/-/healthy">Health</a> and <a href="/-/ready">readiness</a></li>
        </ul>
        </body>
        </html>
        """
            .formatted(version, nodes.getAsInt(), telemetryPath, scrapePath);
    return exchange.send(200, "text/html; charset=utf-8", page);
  }
}

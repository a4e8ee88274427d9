package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.BadRequestException;
import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Future;

/** {@code /-/self}: only the agent's own metrics, as written by simpleclient. */
public final class SelfPage implements Route {
  private final SelfMetrics self;

  public SelfPage(SelfMetrics self) {
    this.self = self;
  }

  @Override
  public Future<Void> handle(Exchange exchange) throws BadRequestException {
    String contentType = SelfMetrics.contentType(exchange.header("Accept"));
    var names = exchange.query().all(Filters.NAMES);
    return exchange.page(
        contentType,
        out -> {
          self.write(contentType, names, out);
          return false;
        });
  }
}

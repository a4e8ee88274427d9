package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** {@code /config}: the configuration in effect. */
public final class ConfigPage implements Route {
  private final Supplier<String> yaml;

  public ConfigPage(Supplier<String> yaml) {
    this.yaml = yaml;
  }

  @Override
  public Future<Void> handle(Exchange exchange) {
    return exchange.send(200, "text/plain; charset=utf-8", yaml.get());
  }
}

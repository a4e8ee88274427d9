package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.http.server.Exchange;
import dev.memfleet.exporter.http.server.Route;
import dev.memfleet.exporter.yaml.ConfigException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/** {@code /-/reload}: reloads the configuration; 200, or 400 with all errors. */
public final class ReloadPage implements Route {
  private final Reloading reloading;
  private final WorkerExecutor thread;

  /** Reloads the configuration files. */
  public interface Reloading {
    void reload() throws ConfigException;
  }

  public ReloadPage(Vertx vertx, Reloading reloading) {
    this.reloading = reloading;
    this.thread = vertx.createSharedWorkerExecutor("http-reload", 1);
  }

  @Override
  public Future<Void> handle(Exchange exchange) {
    return exchange
        .here(
            thread.executeBlocking(
                () -> {
                  reloading.reload();
                  return "";
                },
                false))
        .compose(
            done -> exchange.text(200, "Configuration reloaded."),
            cause ->
                cause instanceof ConfigException invalid
                    ? exchange.text(400, String.join("\n", invalid.problems()))
                    : Future.failedFuture(cause));
  }
}

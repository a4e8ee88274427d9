package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.memfleet.exporter.config.ConfigException;
import dev.memfleet.exporter.exposition.PageFormat;
import dev.memfleet.exporter.thread.DaemonThreads;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The pages for people and for probes of the agent itself. */
public final class StatusPages {
  private StatusPages() {}

  /** A page of links; always 200, because charts probe it. */
  public static Route landing(
      String version, IntSupplier nodes, String telemetryPath, String scrapePath) {
    return exchange -> {
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
      Responses.send(exchange, 200, "text/html; charset=utf-8", page);
      return Future.succeededFuture();
    };
  }

  /** The configuration in effect. */
  public static Route config(Supplier<String> yaml) {
    return exchange -> {
      Responses.send(exchange, 200, "text/plain; charset=utf-8", yaml.get());
      return Future.succeededFuture();
    };
  }

  /** 200 as long as the agent answers at all. */
  public static Route healthy() {
    return exchange -> {
      Responses.text(exchange, 200, "Memfleet exporter is healthy.");
      return Future.succeededFuture();
    };
  }

  /** 200 after every source has answered and the first poll round ended, 503 before. */
  public static Route ready(BooleanSupplier ready) {
    return exchange -> {
      if (ready.getAsBoolean()) {
        Responses.text(exchange, 200, "Memfleet exporter is ready.");
      } else {
        Responses.text(exchange, 503, "The first poll round has not ended.");
      }
      return Future.succeededFuture();
    };
  }

  /** Reads the configuration anew: 200, or 400 with every mistake in it. */
  public static Route reload(Reloading reloading) {
    Executor thread = DaemonThreads.one("http-reload-");
    return exchange -> Background.run(thread, () -> reload(exchange, reloading));
  }

  private static void reload(HttpExchange exchange, Reloading reloading) throws IOException {
    try {
      reloading.reload();
      Responses.text(exchange, 200, "Configuration reloaded.");
    } catch (ConfigException mistakes) {
      Responses.text(exchange, 400, String.join("\n", mistakes.problems()));
    }
  }

  /** Puts the configuration file into effect. */
  public interface Reloading {
    void reload() throws ConfigException;
  }

  /**
   * Metrics that simpleclient's handler writes. It keeps a megabyte for each thread that it runs
   * on, so there is one.
   */
  public static Route metrics(HttpHandler handler) {
    Executor thread = DaemonThreads.one("http-self-");
    return exchange -> {
      if (Responses.isHead(exchange)) {
        PageFormat format = PageFormat.of(exchange.getRequestHeaders().getFirst("Accept"));
        Responses.send(exchange, 200, format.contentType(), "");
        return Future.succeededFuture();
      }
      return Background.run(thread, () -> SlowClients.write(0, () -> handler.handle(exchange)));
    };
  }
}

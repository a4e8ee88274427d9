package dev.memfleet.exporter.self;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.exporter.HTTPServer.HTTPMetricHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The admin listener: the agent's health, readiness and own metrics, over plain HTTP without a
 * login. It has its own listener and threads, so that it still answers when the pages are secured,
 * saturated or misconfigured. It has no access to nodes and is read-only.
 */
public final class AdminListener implements AutoCloseable {
  private static final int BACKLOG = 128;

  /** Number of threads; a client that sends half a request blocks one briefly. */
  private static final int THREADS = 4;

  static {
    // Properties that the JDK's server reads once: times in seconds, the check interval in
    // milliseconds.
    Map.of(
            "sun.net.httpserver.maxReqTime", "2",
            "sun.net.httpserver.maxRspTime", "10",
            "sun.net.httpserver.clockTick", "500",
            "sun.net.httpserver.nodelay", "true",
            "jdk.httpserver.maxConnections", "64")
        .forEach(System.getProperties()::putIfAbsent);
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;

  /**
   * Starts listening.
   *
   * @param problems of the agent in words; none while it is healthy
   * @param ready whether the first poll round has ended
   */
  public AdminListener(
      InetSocketAddress address,
      SelfMetrics self,
      Supplier<List<String>> problems,
      BooleanSupplier ready)
      throws IOException {
    server = HttpServer.create(address, BACKLOG);
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            AdminListener::daemon);
    threads.prestartAllCoreThreads();
    HTTPMetricHandler metrics = new HTTPMetricHandler(self.registry());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer(exchange, metrics, problems, ready);
          }
        });
    server.setExecutor(threads);
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(null, task, "http-admin", 256 * 1024);
    thread.setDaemon(true);
    return thread;
  }

  private static void answer(
      HttpExchange exchange,
      HTTPMetricHandler metrics,
      Supplier<List<String>> problems,
      BooleanSupplier ready)
      throws IOException {
    if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      text(exchange, 405, "method not allowed");
      return;
    }
    switch (exchange.getRequestURI().getRawPath()) {
      case "/-/healthy" -> healthy(exchange, problems.get());
      case "/-/ready" -> ready(exchange, ready.getAsBoolean());
      case "/metrics" -> metrics(exchange, metrics);
      default -> text(exchange, 404, "not found");
    }
  }

  private static void healthy(HttpExchange exchange, List<String> problems) throws IOException {
    if (problems.isEmpty()) {
      text(exchange, 200, "Memfleet exporter is healthy.");
    } else {
      text(exchange, 503, String.join("\n", problems));
    }
  }

  private static void ready(HttpExchange exchange, boolean ready) throws IOException {
    text(
        exchange,
        ready ? 200 : 503,
        ready ? "Memfleet exporter is ready." : "The first poll round has not ended.");
  }

  private static void metrics(HttpExchange exchange, HTTPMetricHandler metrics) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      text(exchange, 200, "");
    } else {
      metrics.handle(exchange);
    }
  }

  private static void text(HttpExchange exchange, int status, String line) throws IOException {
    byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The port, which the system chose if it was 0. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

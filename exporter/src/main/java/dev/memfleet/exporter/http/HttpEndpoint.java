package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.thread.DaemonThreads;
import dev.memfleet.exporter.web.Verdict;
import dev.memfleet.exporter.web.WebGuard;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;

/** The HTTP servers, one for each listen address, with one router. Paths are matched exactly. */
public final class HttpEndpoint {
  private static final Logger LOG = Logger.getLogger(HttpEndpoint.class.getName());
  private static final int BACKLOG = 1024;
  private static final int THREADS = 40;

  static {
    JdkServerLimits.set();
  }

  private static final List<String> READ = List.of("GET", "HEAD");

  private final WebGuard guard;
  private final Map<String, Resource> resources = new ConcurrentHashMap<>();
  private final RequestReaders readers = new RequestReaders();
  private final ThreadPoolExecutor threads = DaemonThreads.pool(THREADS, "http-");
  private final List<HttpServer> servers = new ArrayList<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Semaphore ended = new Semaphore(0);

  /** An endpoint for everybody. */
  public HttpEndpoint() {
    this(new WebGuard());
  }

  public HttpEndpoint(WebGuard guard) {
    this.guard = guard;
  }

  /** Where work of a request goes on that must not run on an event loop. */
  public Executor threads() {
    return threads;
  }

  private record Resource(List<String> methods, Route route) {}

  /** Adds a path to read. */
  public void route(String path, Route route) {
    resources.put(path, new Resource(READ, route));
  }

  /** Adds a path to post to. */
  public void post(String path, Route route) {
    resources.put(path, new Resource(List.of("POST"), route));
  }

  /**
   * Starts to listen on a further address.
   *
   * @return the port, which the system chose if the address' is 0
   * @throws IOException naming the address when it cannot be had
   */
  public int listen(ListenAddress address) throws IOException {
    try {
      HttpServer server = newServer(socketAddress(address));
      server.createContext("/", this::dispatch);
      server.start();
      servers.add(server);
      return server.getAddress().getPort();
    } catch (IOException e) {
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private HttpServer newServer(InetSocketAddress address) throws IOException {
    Optional<SSLContext> tls = guard.tls();
    if (tls.isEmpty()) {
      HttpServer server = HttpServer.create(address, BACKLOG);
      server.setExecutor(readers);
      return server;
    }
    HttpsServer server = HttpsServer.create(address, BACKLOG);
    server.setExecutor(
        exchange -> {
          JdkServerRepairs.nameClient(exchange);
          readers.execute(exchange);
        });
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls.get()) {
          @Override
          public void configure(HttpsParameters parameters) {
            // the context's engines are as they should be
          }
        });
    return server;
  }

  private static InetSocketAddress socketAddress(ListenAddress address) {
    return address.host().isEmpty()
        ? new InetSocketAddress(address.port())
        : new InetSocketAddress(address.host(), address.port());
  }

  private void dispatch(HttpExchange exchange) {
    inFlight.incrementAndGet();
    Future<Void> answered;
    try {
      answered = answer(exchange);
    } catch (IOException | RuntimeException | Error e) {
      answered = Future.failedFuture(e);
    }
    answered.onComplete(
        result -> {
          if (result.failed()) {
            failed(exchange, result.cause());
          }
          exchange.close();
          if (result.cause() instanceof IOException) {
            JdkServerRepairs.forget(exchange);
          }
          inFlight.decrementAndGet();
          ended.release();
        });
  }

  private Future<Void> answer(HttpExchange exchange) throws IOException {
    guard.headers().forEach(exchange.getResponseHeaders()::set);
    try {
      RequestBody.skip(exchange);
    } catch (BadRequestException bad) {
      exchange.getResponseHeaders().set("Connection", "close");
      return refuse(exchange, bad);
    } finally {
      RequestReaders.requestRead();
    }
    Future<Verdict> verdict =
        guard.admit(
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRemoteAddress().getAddress());
    return verdict.isComplete()
        ? verdict.compose(decided -> answer(exchange, decided))
        : verdict.compose(
            decided ->
                Background.run(threads, () -> {}).compose(there -> answer(exchange, decided)));
  }

  private Future<Void> answer(HttpExchange exchange, Verdict verdict) {
    try {
      if (verdict == Verdict.ADMITTED) {
        return route(exchange);
      }
      if (verdict == Verdict.UNAUTHORIZED) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"memfleet-exporter\"");
      }
      return refuse(exchange, new BadRequestException(verdict.status(), verdict.text()));
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }

  private Future<Void> route(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    Resource resource = resources.get(exchange.getRequestURI().getRawPath());
    if (resource == null) {
      return refuse(exchange, new BadRequestException(404, "not found"));
    }
    if (!resource.methods.contains(method)) {
      exchange.getResponseHeaders().set("Allow", String.join(", ", resource.methods));
      return refuse(exchange, new BadRequestException(405, "method not allowed"));
    }
    try {
      return resource.route.handle(exchange);
    } catch (BadRequestException bad) {
      return refuse(exchange, bad);
    }
  }

  private static Future<Void> refuse(HttpExchange exchange, BadRequestException bad)
      throws IOException {
    Responses.text(exchange, bad.status(), bad.message());
    return Future.succeededFuture();
  }

  private static void failed(HttpExchange exchange, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.log(Level.FINE, "a client went away", cause);
      return;
    }
    LOG.log(Level.SEVERE, "cannot answer " + exchange.getRequestURI(), cause);
    try {
      if (exchange.getResponseCode() == -1) {
        Responses.text(exchange, 500, "internal error");
      }
    } catch (IOException goneToo) {
      LOG.log(Level.FINE, "a client went away", goneToo);
    }
  }

  /** Answers what is in flight, for no longer than this, and stops. */
  public void stop(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while ((inFlight.get() > 0 || !readers.getQueue().isEmpty())
        && ended.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      ended.drainPermits();
    }
    servers.forEach(server -> server.stop(0));
    readers.shutdown();
    threads.shutdown();
  }
}

package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.cli.ListenAddress;
import dev.memfleet.exporter.http.access.Verdict;
import dev.memfleet.exporter.http.access.WebGuard;
import dev.memfleet.exporter.http.server.Connections.Connection;
import dev.memfleet.exporter.self.Descriptors;
import dev.memfleet.exporter.text.LogEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP listeners, one per listen address, sharing one router. Paths are matched exactly. One
 * event loop serves all requests.
 */
public final class HttpEndpoint {
  private static final Logger LOG = Logger.getLogger(HttpEndpoint.class.getName());
  private static final List<String> READ = List.of("GET", "HEAD");
  private static final long POLL_MILLIS = 100;
  private static final long START_SECONDS = 30;

  private volatile Consumer<Throwable> invalid = cause -> {};
  private final Vertx vertx;
  private final Context loop;
  private final WebGuard guard;
  private final Connections connections;
  private final Map<String, Resource> resources = new ConcurrentHashMap<>();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final Map<String, Resource> below = new ConcurrentHashMap<>();
  private final String prefix;
  private volatile long lookOut;

  private record Resource(List<String> methods, Route route) {}

  /** An endpoint without access control. */
  public HttpEndpoint(Vertx vertx) {
    this(vertx, new WebGuard(), Limits.ofProcess(Descriptors.ofProcess().pages()));
  }

  /** An endpoint on a transport without a gate; connections count from their handshake on. */
  HttpEndpoint(Vertx vertx, WebGuard guard, Limits limits) {
    this(vertx, new AcceptGate(), guard, limits, () -> Duration.ZERO, "");
  }

  /**
   * @param gate of the transport of {@code vertx}
   * @param behind total time by which the calling event loop has been late, which counts against no
   *     client's deadline
   * @param prefix of every path, without a slash at its end; empty for none
   */
  public HttpEndpoint(
      Vertx vertx,
      AcceptGate gate,
      WebGuard guard,
      Limits limits,
      Supplier<Duration> behind,
      String prefix) {
    this.vertx = vertx;
    this.prefix = prefix;
    this.guard = guard;
    this.loop = loopOfItsOwn(vertx);
    this.connections = new Connections(limits, () -> System.nanoTime() - behind.get().toNanos());
    gate.onArrival(connections::arrived);
    loop.runOnContext(
        ignored -> lookOut = vertx.setPeriodic(POLL_MILLIS, timer -> connections.cutOverdue()));
    guard.onTlsChange(
        options ->
            Future.all(
                    servers.stream().map(server -> server.updateSSLOptions(options, true)).toList())
                .mapEmpty());
  }

  /** Vert.x assigns event loops to verticles in turn, so this is not the one that polls. */
  private static Context loopOfItsOwn(Vertx vertx) {
    Promise<Context> loop = Promise.promise();
    vertx.deployVerticle(
        context -> {
          loop.complete(context);
          return Future.succeededFuture();
        });
    return loop.future().await();
  }

  /** Sets the handler of unexpected exceptions, called after the answer with status 500. */
  public void onError(Consumer<Throwable> handler) {
    invalid = handler;
  }

  /** Adds a route for GET and HEAD. */
  public void route(String path, Route route) {
    resources.put(prefix + path, new Resource(READ, route));
  }

  /**
   * Adds a route for GET and HEAD of all paths below one.
   *
   * @param path ends with a slash
   */
  public void routeBelow(String path, RouteBelow route) {
    String whole = prefix + path;
    below.put(
        whole,
        new Resource(READ, exchange -> route.handle(exchange, exchange.head().pathBelow(whole))));
  }

  /** Adds a route for POST. */
  public void post(String path, Route route) {
    resources.put(prefix + path, new Resource(List.of("POST"), route));
  }

  /** Answers requests to the paths below one. */
  public interface RouteBelow {
    /**
     * Like {@link Route#handle}.
     *
     * @param rest what comes after the path, decoded
     */
    Future<Void> handle(Exchange exchange, String rest) throws BadRequestException;
  }

  /**
   * Starts listening on another address.
   *
   * @return the port, which the system chose if the address' is 0
   * @throws IOException naming the address when listening fails
   */
  public int listen(ListenAddress address) throws IOException {
    HttpServer server = Listener.server(vertx, guard.tls(), connections.limits());
    server.connectionHandler(connections::add);
    server.requestHandler(this::received);
    server.invalidRequestHandler(VertxInternals::refuse);
    server.exceptionHandler(broken -> LogEvent.log(LOG, Level.FINE, "connection failed", broken));
    try {
      InetSocketAddress to = address.socketAddress();
      onLoop(() -> server.listen(SocketAddress.inetSocketAddress(to)))
          .await(START_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | RuntimeException | TimeoutException e) {
      throw new IOException("cannot listen on " + address + ": " + Listener.why(e), e);
    }
    servers.add(server);
    return server.actualPort();
  }

  private <T> Future<T> onLoop(Supplier<Future<T>> task) {
    Promise<T> end = Promise.promise();
    loop.runOnContext(ignored -> task.get().onComplete(end));
    return end.future();
  }

  private void received(HttpServerRequest request) {
    Connection connection = connections.of(request.connection());
    if (connection == null) {
      return;
    }
    if (request.headers().size() > Limits.HEADERS) {
      VertxInternals.now(connection.http());
      return;
    }
    if (!connection.begin()) {
      return;
    }
    Exchange exchange = new Exchange(request, connection, connections.limits(), loop);
    answer(exchange)
        .onComplete(
            result -> {
              if (result.failed()) {
                failed(exchange, result.cause());
              }
              boolean stillSends =
                  RequestHead.announcesBody(request.headers()) && !request.isEnded();
              connection.end(stillSends || exchange.response().headers().contains("Connection"));
            });
  }

  private Future<Void> answer(Exchange exchange) {
    try {
      MultiMap headers = exchange.request().headers();
      SecurityHeaders.add(exchange.response().headers());
      guard.headers().forEach(exchange::setHeader);
      RequestHead.checkCoding(headers);
      if (exchange.head().path() == null) {
        throw new BadRequestException("malformed request target");
      }
      return RequestHead.announcesBody(headers)
          ? new RequestBody(exchange).skip().compose(read -> admitted(exchange))
          : admitted(exchange);
    } catch (BadRequestException bad) {
      exchange.setHeader("Connection", "close");
      return refuse(exchange, bad);
    } catch (RuntimeException | Error cause) {
      return Future.failedFuture(cause);
    }
  }

  private Future<Void> admitted(Exchange exchange) {
    return exchange
        .here(guard.admit(exchange.header("Authorization"), exchange.client()))
        .compose(verdict -> answer(exchange, verdict));
  }

  private Future<Void> answer(Exchange exchange, Verdict verdict) {
    try {
      if (verdict == Verdict.ADMITTED) {
        return exchange.here(route(exchange));
      }
      if (verdict == Verdict.UNAUTHORIZED) {
        exchange.setHeader("WWW-Authenticate", "Basic realm=\"memfleet-exporter\"");
      }
      return exchange.text(verdict.status(), verdict.text());
    } catch (BadRequestException bad) {
      return refuse(exchange, bad);
    }
  }

  private Future<Void> route(Exchange exchange) throws BadRequestException {
    String path = exchange.head().path();
    Resource resource = path == null ? null : resource(path);
    if (resource == null) {
      throw new BadRequestException(404, "not found");
    }
    if (!resource.methods.contains(exchange.request().method().name())) {
      exchange.setHeader("Allow", String.join(", ", resource.methods));
      throw new BadRequestException(405, "method not allowed");
    }
    if (!resource.methods.equals(READ)) {
      CrossSite.check(exchange.request().headers(), exchange.isSecure());
    }
    return resource.route.handle(exchange);
  }

  private @Nullable Resource resource(String path) {
    Resource exact = resources.get(path);
    if (exact != null) {
      return exact;
    }
    if (!prefix.isEmpty() && (path.equals("/") || path.equals(prefix))) {
      return new Resource(READ, exchange -> exchange.redirect(prefix + "/"));
    }
    return below.entrySet().stream()
        .filter(parent -> path.startsWith(parent.getKey()))
        .max(Comparator.comparing(parent -> parent.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(null);
  }

  private static Future<Void> refuse(Exchange exchange, BadRequestException bad) {
    return exchange.text(bad.status(), bad.message());
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof BadRequestException bad) {
      exchange.setHeader("Connection", "close");
      refuse(exchange, bad);
      VertxInternals.flush(exchange.connection().http());
      return;
    }
    if (cause instanceof IOException
        || cause instanceof VertxException
        || exchange.response().closed()) {
      LogEvent.log(LOG, Level.FINE, "client disconnected", cause);
      VertxInternals.now(exchange.connection().http());
      return;
    }
    LogEvent.debug(LOG, "answer failed", "uri", exchange.request().uri());
    invalid.accept(cause);
    if (exchange.response().headWritten()) {
      VertxInternals.now(exchange.connection().http());
    } else {
      exchange.text(500, "internal error");
    }
  }

  /** Graceful shutdown: answers the requests in flight, for at most this time, and stops. */
  public void stop(Duration timeout) throws InterruptedException {
    vertx.cancelTimer(lookOut);
    try {
      Future.join(servers.stream().map(server -> server.shutdown(timeout)).toList())
          .await(timeout.toMillis() + 200, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LogEvent.log(LOG, Level.FINE, "shutdown timed out", e, "reason", "connections still open");
    }
  }
}

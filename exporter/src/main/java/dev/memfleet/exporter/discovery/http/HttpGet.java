package dev.memfleet.exporter.discovery.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.memfleet.exporter.client.Attempts;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.Deadline;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.client.Resolver;
import dev.memfleet.exporter.client.TlsFiles;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets a JSON page, over a new connection each time. Redirects are followed; credentials, headers
 * and our certificate are sent to the page's own origin only. Confined to the event loop of the
 * {@link Resolver}.
 */
final class HttpGet {
  private static final int MAX_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Vertx vertx;
  private final Resolver resolver;
  private final NodesUrl page;
  private @Nullable HttpClientAgent underWay;

  /**
   * The settings for requests to one server.
   *
   * @param tls null for plain text
   * @param name expected in its certificate
   */
  private record RequestSettings(@Nullable ClientSSLOptions tls, String name, MultiMap headers) {
    /** Omits the headers, which may be secret. */
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * A server's response.
   *
   * @param next where it redirects to
   */
  private record Reply(Buffer body, @Nullable HttpUrl next) {}

  HttpGet(Vertx vertx, Resolver resolver, NodesUrl page) {
    this.vertx = vertx;
    this.resolver = resolver;
    this.page = page;
  }

  /** The page's bytes; fails with a {@link PollException} that names the page. */
  Future<Buffer> get() {
    HttpClientAgent client = vertx.createHttpClient();
    underWay = client;
    Deadline deadline = Deadline.in(page.timeout());
    return deadline
        .limit(get(client, page.url(), MAX_REDIRECTS, deadline))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof PollException ? cause : failed(page.url(), cause)))
        .onComplete(ignored -> client.close());
  }

  /** Aborts the request in flight. */
  void close() {
    if (underWay != null) {
      underWay.close();
    }
  }

  private Future<Buffer> get(
      HttpClientAgent client, HttpUrl url, int redirects, Deadline deadline) {
    return vertx
        .executeBlocking(() -> settings(url, deadline), false)
        .compose(settings -> ask(client, url, settings, deadline))
        .recover(cause -> Future.failedFuture(failed(url, cause)))
        .compose(
            reply -> {
              if (reply.next == null) {
                return Future.succeededFuture(reply.body);
              }
              return redirects > 0
                  ? get(client, reply.next, redirects - 1, deadline)
                  : Future.failedFuture(failed(url, protocol("too many redirects")));
            });
  }

  /** May block. */
  private RequestSettings settings(HttpUrl url, Deadline deadline) throws PollException {
    boolean own = url.isSameOrigin(page.url());
    TlsSettings all = page.tls().orElse(TlsSettings.DEFAULT);
    TlsSettings tls = own ? all : all.forAnyServer();
    return new RequestSettings(
        url.secure() ? tls(tls, deadline) : null,
        tls.peer(address(url)),
        RequestHeaders.of(page, own));
  }

  private static ClientSSLOptions tls(TlsSettings tls, Deadline deadline) throws PollException {
    ClientSSLOptions options = TlsFiles.read(tls).options(tls);
    return options
        .setSslHandshakeTimeout(deadline.remainingMillis() + 1000)
        .setSslHandshakeTimeoutUnit(MILLISECONDS);
  }

  private static NodeAddress address(HttpUrl url) {
    return NodeAddress.parse(url.hostPort());
  }

  private Future<Reply> ask(
      HttpClientAgent client, HttpUrl url, RequestSettings settings, Deadline deadline) {
    return resolver
        .addresses(address(url), deadline)
        .compose(
            found -> {
              List<SocketAddress> all =
                  found.addresses().stream()
                      .map(ip -> Attempts.named(settings.name, ip, url.port()))
                      .toList();
              return Attempts.first(
                  all,
                  deadline,
                  (address, millis) -> client.connect(connection(url, settings, address, millis)));
            })
        .compose(
            connection -> ask(connection, url, settings).onComplete(ignored -> connection.close()));
  }

  private static HttpConnectOptions connection(
      HttpUrl url, RequestSettings settings, SocketAddress address, int millis) {
    HttpConnectOptions options =
        new HttpConnectOptions()
            .setServer(address)
            .setHost(settings.name)
            .setPort(url.port())
            .setSsl(url.secure())
            .setConnectTimeout(millis);
    return settings.tls == null ? options : options.setSslOptions(settings.tls);
  }

  private static Future<Reply> ask(
      HttpClientConnection connection, HttpUrl url, RequestSettings settings) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setURI(url.request())
            .setHeaders(settings.headers);
    connection.exceptionHandler(cause -> {}); // the request fails with it; Vert.x would log it
    return connection
        .request(options)
        .compose(
            request ->
                request.authority(HostAndPort.parseAuthority(url.hostPort(), url.port())).send())
        .compose(response -> reply(url, response));
  }

  private static Future<Reply> reply(HttpUrl url, HttpClientResponse response) {
    response.exceptionHandler(cause -> {}); // an unread body ends with the connection
    String location = response.getHeader("Location");
    if (REDIRECTS.contains(response.statusCode()) && location != null) {
      try {
        return Future.succeededFuture(new Reply(Buffer.buffer(), url.resolve(location)));
      } catch (IllegalArgumentException e) {
        return Future.failedFuture(protocol("invalid redirect: " + e.getMessage()));
      }
    }
    return JsonBody.of(response).map(body -> new Reply(body, null));
  }

  private static PollException protocol(String message) {
    return new PollException(FailureReason.PROTOCOL, message);
  }

  private PollException failed(HttpUrl url, Throwable cause) {
    if (cause instanceof TimeoutException) {
      return new PollException(
          FailureReason.TIMEOUT,
          "%s: no complete answer within %d ms".formatted(url, page.timeout().toMillis()));
    }
    FailureReason reason =
        cause instanceof PollException poll ? poll.reason() : FailureReason.ofBreak(cause);
    return new PollException(reason, url + ": " + Connector.text(cause));
  }
}

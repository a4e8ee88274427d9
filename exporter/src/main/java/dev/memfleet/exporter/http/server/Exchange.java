package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.http.server.Connections.Connection;
import dev.memfleet.exporter.http.server.Connections.Wait;
import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Confined to the event loop of the pages. */
public final class Exchange {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Connection connection;
  private final Limits limits;
  private final Context loop;
  private final Confinement confinement = new Confinement();
  private @Nullable RequestHead head;

  Exchange(HttpServerRequest request, Connection connection, Limits limits, Context loop) {
    this.request = request;
    this.response = request.response();
    this.connection = connection;
    this.limits = limits;
    this.loop = loop;
    confinement.check();
  }

  HttpServerResponse response() {
    return response;
  }

  HttpServerRequest request() {
    return request;
  }

  Connection connection() {
    return connection;
  }

  Limits limits() {
    return limits;
  }

  Context loop() {
    return loop;
  }

  RequestHead head() throws BadRequestException {
    RequestHead parsed = head;
    if (parsed == null) {
      parsed = RequestHead.of(request.uri());
      head = parsed;
    }
    return parsed;
  }

  /** The query parameters. */
  public Query query() throws BadRequestException {
    return Query.of(head().query());
  }

  /** The first header with that name; null if there is none. */
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  /** Whether the request is HEAD, so that the answer has no body. */
  public boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }

  /** Whether it came over TLS. */
  public boolean isSecure() {
    return request.isSSL();
  }

  /** The client's IP address. */
  public String client() {
    return request.remoteAddress().hostAddress();
  }

  /** The address at which the agent was reached, as {@code host:port}. */
  public String reachedAt() {
    SocketAddress reached = request.localAddress();
    return HostPort.format(reached.hostAddress(), reached.port());
  }

  /** Sets a response header. */
  public void setHeader(String name, String value) {
    response.putHeader(name, value);
  }

  /** Answers with a line of plain text. */
  public Future<Void> text(int status, String line) {
    return send(status, TEXT, line + "\n");
  }

  /** Answers with a page. */
  public Future<Void> send(int status, String contentType, String body) {
    return send(status, contentType, Buffer.buffer(body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Answers with a page; later writes to the buffer are ignored. */
  public Future<Void> send(int status, String contentType, Buffer body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    return end(body);
  }

  /** Redirects the client to another path. */
  public Future<Void> redirect(String path) {
    setHeader("Location", path);
    return text(302, "see " + path);
  }

  /** Answers with an event stream, until either side ends it. */
  public EventStream events() {
    return new EventStream(this);
  }

  /** Answers with a page that may be long, compressed if the client accepts that. */
  public Future<Void> page(String contentType, PageSource page) {
    return new PageBody(this, page).send(contentType);
  }

  Future<Void> end(Buffer body) {
    confinement.check();
    if (isHead()) {
      return response.end();
    }
    Wait wait = connection.await(limits.writing(body.length()));
    return response.end(body).onComplete(ignored -> wait.end());
  }

  /** The result of another event loop or a worker, delivered on the event loop of the pages. */
  public <T extends @Nullable Object> Future<T> here(Future<T> elsewhere) {
    Promise<T> here = Promise.promise();
    elsewhere.onComplete(
        result -> {
          if (confinement.isOwner()) {
            here.handle(result);
          } else {
            loop.runOnContext(ignored -> here.handle(result));
          }
        });
    return here.future();
  }

  /** The status of the answer; 500 if it failed before a status was set. */
  public int status(boolean succeeded) {
    return succeeded || response.headWritten() ? response.getStatusCode() : 500;
  }
}

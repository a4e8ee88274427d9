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

  /** The parameters in the request's target. */
  public Query query() throws BadRequestException {
    return Query.of(head().query());
  }

  /** The first header of that name; null without one. */
  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  /** Whether the answer is to have a head only. */
  public boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }

  /** Whether it came by TLS. */
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

  /** Sets a header of the answer. */
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

  /** Answers with a page; what is written to the buffer later is lost. */
  public Future<Void> send(int status, String contentType, Buffer body) {
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    return end(body);
  }

  /** Sends the client to another path. */
  public Future<Void> redirect(String path) {
    setHeader("Location", path);
    return text(302, "see " + path);
  }

  /** Answers with events as they come, until either side ends it. */
  public EventStream events() {
    return new EventStream(this);
  }

  /** Answers with a page that may be long, compressed where the client takes that. */
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

  /** What another event loop or a worker gives, on the event loop of the pages. */
  public <T extends @Nullable Object> Future<T> here(Future<T> elsewhere) {
    Promise<T> here = Promise.promise();
    elsewhere.onComplete(
        result -> {
          if (confinement.isHere()) {
            here.handle(result);
          } else {
            loop.runOnContext(ignored -> here.handle(result));
          }
        });
    return here.future();
  }

  /** The status that the answer has; 500 when it failed before it had one. */
  public int status(boolean succeeded) {
    return succeeded || response.headWritten() ? response.getStatusCode() : 500;
  }
}

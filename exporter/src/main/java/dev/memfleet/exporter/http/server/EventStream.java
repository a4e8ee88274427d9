package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.http.server.Connections.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * An endless answer of server-sent events. One event is in flight at a time: a client that has not
 * taken it misses the next ones, and one that takes none for too long is disconnected. Confined to
 * the event loop of the pages.
 */
public final class EventStream {
  private final Exchange exchange;
  private final HttpServerResponse response;
  private final Promise<Void> end = Promise.promise();
  private boolean sending;
  private boolean missed;

  EventStream(Exchange exchange) {
    this.exchange = exchange;
    this.response = exchange.response();
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream; charset=utf-8");
    response.putHeader("Cache-Control", "no-store");
    response.putHeader("X-Accel-Buffering", "no"); // turns off nginx' buffering
    response.closeHandler(closed -> end.tryComplete());
    response.exceptionHandler(broken -> end.tryComplete());
  }

  /** Completes when the client has disconnected or was cut off, or {@link #close} was called. */
  public Future<Void> end() {
    return end.future();
  }

  /** Whether the client missed an event since the last call. */
  public boolean missedEvents() {
    boolean some = missed;
    missed = false;
    return some;
  }

  /** Sends an event, unless the last one is still in flight. */
  public void send(Buffer event) {
    if (end.future().isComplete()) {
      return;
    }
    if (sending) {
      missed = true;
      return;
    }
    sending = true;
    Wait wait = exchange.connection().await(exchange.limits().writing(event.length()));
    response
        .write(event)
        .onComplete(
            sent -> {
              wait.end();
              sending = false;
              if (sent.failed()) {
                end.tryComplete();
              }
            });
  }

  /** Ends the stream; the client may reconnect. */
  public void close() {
    if (end.tryComplete()) {
      response.end();
    }
  }
}

package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.http.server.Connections.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer of server-sent events that goes on until the client leaves. One event is under way at a
 * time: a client that has not taken it misses the next ones, and one that takes none for too long
 * is cut off. Confined to the event loop of the pages.
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
    response.putHeader("X-Accel-Buffering", "no"); // as nginx wants it
    response.closeHandler(closed -> end.tryComplete());
    response.exceptionHandler(broken -> end.tryComplete());
  }

  /** Ends when the client has left, or was cut off, or {@link #close} was called. */
  public Future<Void> end() {
    return end.future();
  }

  /** Whether the client missed an event since this was last asked. */
  public boolean missedSome() {
    boolean some = missed;
    missed = false;
    return some;
  }

  /** Sends an event, unless the client has not taken the last one. */
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

  /** Ends the stream; the client may ask again. */
  public void close() {
    if (end.tryComplete()) {
      response.end();
    }
  }
}

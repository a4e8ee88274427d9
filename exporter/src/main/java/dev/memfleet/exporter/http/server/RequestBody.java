package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.http.server.Connections.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/** The body of a request, which is read and discarded because no page uses one. */
final class RequestBody {
  private final Exchange exchange;
  private final Promise<Void> end = Promise.promise();
  private int length;

  RequestBody(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Completes at the end of the body; fails with a {@link BadRequestException} if it is malformed.
   */
  Future<Void> skip() {
    Wait wait = exchange.connection().await(exchange.limits().requestTime());
    exchange
        .request()
        .handler(this::received)
        .exceptionHandler(broken -> end.tryFail(new BadRequestException("the body cannot be read")))
        .endHandler(last -> end.tryComplete());
    return end.future().onComplete(read -> wait.end());
  }

  private void received(Buffer part) {
    length += part.length();
    if (length > Limits.BODY_BYTES) {
      end.tryFail(new BadRequestException(413, "the body is longer than 64 KiB"));
    }
  }
}

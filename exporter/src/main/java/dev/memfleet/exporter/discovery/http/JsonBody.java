package dev.memfleet.exporter.discovery.http;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Quoted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.regex.Pattern;

/** The body of a response that must be JSON, as Prometheus requires it of http_sd. */
final class JsonBody {
  private static final long MAX_BYTES = InputLimits.ofList().bytes();

  private static final Pattern JSON =
      Pattern.compile(
          "application/json(\\s*;\\s*charset=(\"utf-8\"|utf-8))?", Pattern.CASE_INSENSITIVE);

  private JsonBody() {}

  /** The complete body; fails with a {@link PollException} if the response is not valid. */
  static Future<Buffer> of(HttpClientResponse response) {
    String type = response.getHeader("Content-Type");
    if (response.statusCode() != 200) {
      return Future.failedFuture(problem("status " + response.statusCode()));
    }
    if (type == null || !JSON.matcher(type.strip()).matches()) {
      String found = type == null ? "none" : Quoted.text(type);
      return Future.failedFuture(
          problem("content type: expected application/json, found " + found));
    }
    Promise<Buffer> end = Promise.promise();
    Buffer received = Buffer.buffer();
    response.handler(
        piece -> {
          if (received.length() + piece.length() > MAX_BYTES) {
            end.tryFail(problem("longer than " + (MAX_BYTES >> 20) + " MiB"));
          } else {
            received.appendBuffer(piece);
          }
        });
    response.exceptionHandler(end::tryFail);
    response.endHandler(whole -> end.tryComplete(received));
    return end.future();
  }

  private static PollException problem(String text) {
    return new PollException(FailureReason.PROTOCOL, text);
  }
}

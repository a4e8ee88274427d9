package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which no page here has a use for. */
final class RequestBody {
  private static final int LONGEST = 64 * 1024;

  private RequestBody() {}

  /** Reads it and forgets it. */
  static void skip(HttpExchange exchange) throws BadRequestException {
    byte[] buffer = new byte[4096];
    int length = 0;
    try {
      InputStream body = exchange.getRequestBody();
      for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        length += count;
        if (length > LONGEST) {
          throw new BadRequestException(413, "the body is longer than 64 KiB");
        }
      }
    } catch (IOException e) {
      throw new BadRequestException("the body cannot be read");
    }
  }
}

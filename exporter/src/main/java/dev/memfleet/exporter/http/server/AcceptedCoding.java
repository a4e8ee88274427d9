package dev.memfleet.exporter.http.server;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;

/** The content codings that a client accepts. */
final class AcceptedCoding {
  private AcceptedCoding() {}

  /** Whether gzip is among them. */
  static boolean isGzip(MultiMap headers) {
    for (String header : headers.getAll(HttpHeaders.ACCEPT_ENCODING)) {
      if (header.equals("gzip")) {
        return true;
      }
      for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = coding.trim().split("\\s*;\\s*", -1);
        if (parts[0].equals("gzip") && (parts.length == 1 || !parts[1].matches("q=0(\\.0*)?"))) {
          return true;
        }
      }
    }
    return false;
  }
}

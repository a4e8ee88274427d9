package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Ways to end an exchange. */
final class Responses {
  private Responses() {}

  /** Writes a page. */
  interface PageWriting {
    void to(OutputStream out) throws IOException;
  }

  /** Plain text with a line end. */
  static void text(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", text + "\n");
  }

  static void send(HttpExchange exchange, int status, String contentType, String text)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    SlowClients.write(body.length, () -> send(exchange, status, body));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (isHead(exchange)) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** A page of metrics, compressed where the client takes that. */
  static void page(HttpExchange exchange, String contentType, PageWriting page) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    boolean gzip = acceptsGzip(exchange);
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
    if (isHead(exchange)) {
      SlowClients.write(0, () -> send(exchange, 200, new byte[0]));
      return;
    }
    PageBody body = new PageBody(exchange);
    try {
      OutputStream out = gzip ? new FastGzip(body) : body;
      page.to(out);
      out.close();
    } catch (RuntimeException | Error mistake) {
      if (body.isStreaming()) {
        body.abort();
      } else {
        exchange.getResponseHeaders().remove("Content-Encoding");
      }
      throw mistake;
    }
  }

  /** Metrics are so repetitive that the quickest level is small enough. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** The status that an exchange was answered with; 500 when it failed before. */
  static int statusOf(HttpExchange exchange, boolean succeeded) {
    int sent = exchange.getResponseCode();
    return sent == -1 || !succeeded ? 500 : sent;
  }

  static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static boolean acceptsGzip(HttpExchange exchange) {
    for (String header : exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of())) {
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

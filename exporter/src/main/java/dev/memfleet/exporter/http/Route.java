package dev.memfleet.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.Future;
import java.io.IOException;

/** Answers requests to one path. */
public interface Route {
  /** Ends when the exchange was answered, perhaps on another thread. */
  Future<Void> handle(HttpExchange exchange) throws IOException, BadRequestException;
}

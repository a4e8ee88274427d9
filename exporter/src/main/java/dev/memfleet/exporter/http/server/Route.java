package dev.memfleet.exporter.http.server;

import io.vertx.core.Future;

/** Handles requests to one path. */
public interface Route {
  /**
   * Answers on the event loop of the pages; must not block.
   *
   * @return completes when the answer is sent, or fails
   */
  Future<Void> handle(Exchange exchange) throws BadRequestException;
}

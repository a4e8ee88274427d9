package dev.memfleet.exporter.http.server;

import io.vertx.core.Future;

/** Answers requests to one path. */
public interface Route {
  /**
   * Answers, on the event loop of the pages; what blocks belongs elsewhere.
   *
   * @return ends when the answer is sent, or has failed
   */
  Future<Void> handle(Exchange exchange) throws BadRequestException;
}

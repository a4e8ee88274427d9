package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.self.SelfMetrics;

/**
 * Limits how many requests are served at a time; a further one is answered at once, not kept
 * waiting.
 */
public final class RequestLimit {
  private final int limit;
  private final SelfMetrics self;
  private int underWay;

  /**
   * @param limit of all routes together; 0 for none
   */
  public RequestLimit(int limit, SelfMetrics self) {
    this.limit = limit;
    this.self = self;
  }

  /** A route within the limit; others are refused. */
  public Route of(Route route) {
    return of(
        route,
        exchange -> {
          self.pageRefused(503);
          return exchange.text(
              503, "Limit of concurrent requests reached (%d), try again later.".formatted(limit));
        });
  }

  /** A route within the limit, and one that takes little for the others. */
  public Route of(Route route, Route otherwise) {
    return limit == 0
        ? route
        : exchange -> {
          if (underWay >= limit) {
            return otherwise.handle(exchange);
          }
          underWay++;
          try {
            return exchange.here(route.handle(exchange)).onComplete(ignored -> underWay--);
          } catch (Exception | Error refused) {
            underWay--;
            throw refused;
          }
        };
  }
}

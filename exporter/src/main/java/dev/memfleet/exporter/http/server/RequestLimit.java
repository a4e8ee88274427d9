package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.self.SelfMetrics;

/**
 * Limits how many requests are served at the same time; further ones are rejected at once, not
 * queued.
 */
public final class RequestLimit {
  private final int limit;
  private final SelfMetrics self;
  private int underWay;

  /**
   * @param limit over all routes; 0 for none
   */
  public RequestLimit(int limit, SelfMetrics self) {
    this.limit = limit;
    this.self = self;
  }

  /** A route within the limit, which rejects requests beyond it. */
  public Route of(Route route) {
    return of(
        route,
        exchange -> {
          self.pageRefused(503);
          return exchange.text(
              503, "Limit of concurrent requests reached (%d), try again later.".formatted(limit));
        });
  }

  /** A route within the limit, with a cheap one for requests beyond it. */
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

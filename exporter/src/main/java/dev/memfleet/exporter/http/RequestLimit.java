package dev.memfleet.exporter.http;

import dev.memfleet.exporter.self.SelfMetrics;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets so many scrapes be served at a time; a further one is answered 503, not kept waiting. */
public final class RequestLimit {
  private final int limit;
  private final SelfMetrics self;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param limit of all routes together; 0 for none
   */
  public RequestLimit(int limit, SelfMetrics self) {
    this.limit = limit;
    this.self = self;
  }

  /** A route within the limit. */
  public Route of(Route route) {
    return limit == 0
        ? route
        : exchange -> {
          if (underWay.incrementAndGet() > limit) {
            underWay.decrementAndGet();
            self.pageRefused(503);
            Responses.text(
                exchange,
                503,
                "Limit of concurrent requests reached (%d), try again later.".formatted(limit));
            return Future.succeededFuture();
          }
          try {
            return route.handle(exchange).onComplete(end -> underWay.decrementAndGet());
          } catch (Exception | Error refused) {
            underWay.decrementAndGet();
            throw refused;
          }
        };
  }
}

package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import java.util.function.LongSupplier;

/** Rate limit: allows a burst of requests, then one per interval. */
final class TokenBucket {
  private final double nanosForOne;
  private final int burst;
  private final LongSupplier nanoTime;
  private double tokens;
  private long last;

  /**
   * @param nanoTime the monotonic clock
   */
  TokenBucket(RateLimit limit, LongSupplier nanoTime) {
    this.nanosForOne = limit.interval().toNanos();
    this.burst = limit.burst();
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.last = nanoTime.getAsLong();
  }

  /** Takes a token, if one is available. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(burst, tokens + (now - last) / nanosForOne);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}

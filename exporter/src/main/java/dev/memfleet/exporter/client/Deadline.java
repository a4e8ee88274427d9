package dev.memfleet.exporter.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point on the monotonic clock until which everything asked of a node must be answered. */
record Deadline(long nanoTime) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * What is left, rounded up to milliseconds, which are the finest that timers take: a timer of
   * this length ends when the deadline has passed. At least one.
   */
  long remainingMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime() + 999_999));
  }

  /** The end of the first of equal parts of what is left. */
  Deadline share(int parts) {
    long now = System.nanoTime();
    return new Deadline(now + (nanoTime - now) / parts);
  }

  boolean passed() {
    return System.nanoTime() - nanoTime >= 0;
  }
}

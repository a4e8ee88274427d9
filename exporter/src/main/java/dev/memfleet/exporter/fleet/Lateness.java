package dev.memfleet.exporter.fleet;

import java.time.Duration;
import java.util.function.Supplier;

/** How late the agent has been since a moment, measured on one event loop. */
final class Lateness {
  /** The share of a deadline that the agent may use up itself: one quarter. */
  private static final int PART = 4;

  private final Supplier<Duration> delay;
  private final Duration initialDelay;

  /**
   * Starts measuring.
   *
   * @param behind total time by which the event loop has been late
   */
  Lateness(Supplier<Duration> behind) {
    this.delay = behind;
    this.initialDelay = behind.get();
  }

  Duration increase() {
    return delay.get().minus(initialDelay);
  }

  /** Whether the agent's lateness may have caused the timeout. */
  boolean mayHaveCausedTimeout(Duration timeout) {
    return increase().multipliedBy(PART).compareTo(timeout) >= 0;
  }

  /** The minimum time that a node must have had for a timeout to count as its failure. */
  static Duration maxFor(Duration timeout) {
    return timeout.multipliedBy(PART - 1).dividedBy(PART);
  }

  String text(Duration timeout) {
    return "the agent itself was %d ms late, the timeout is %d ms"
        .formatted(increase().toMillis(), timeout.toMillis());
  }
}

package dev.memfleet.exporter.fleet;

import java.time.Duration;
import java.util.function.Supplier;

/** How late the agent has been since a moment, measured on one event loop. */
final class Lateness {
  /** The share of a deadline that the agent may use up itself: one quarter. */
  private static final int PART = 4;

  private final Supplier<Duration> behind;
  private final Duration atFirst;

  /**
   * Starts measuring.
   *
   * @param behind total time by which the event loop has been late
   */
  Lateness(Supplier<Duration> behind) {
    this.behind = behind;
    this.atFirst = behind.get();
  }

  Duration soFar() {
    return behind.get().minus(atFirst);
  }

  /** Whether the agent's lateness may have caused the timeout. */
  boolean matters(Duration timeout) {
    return soFar().multipliedBy(PART).compareTo(timeout) >= 0;
  }

  /** The minimum time left to the node when the agent's lateness does not matter. */
  static Duration most(Duration timeout) {
    return timeout.multipliedBy(PART - 1).dividedBy(PART);
  }

  String text(Duration timeout) {
    return "the agent itself was %d ms late of %d ms"
        .formatted(soFar().toMillis(), timeout.toMillis());
  }
}

package dev.memfleet.exporter.fleet;

import java.time.Duration;
import java.util.function.Supplier;

/** By how much the agent is late from some moment on, measured on one event loop. */
final class Lateness {
  /** The part of a deadline that the agent may take for itself: one quarter. */
  private static final int PART = 4;

  private final Supplier<Duration> behind;
  private final Duration atFirst;

  /**
   * Begins now.
   *
   * @param behind for how long, all in all, the event loop did nothing when it should have
   */
  Lateness(Supplier<Duration> behind) {
    this.behind = behind;
    this.atFirst = behind.get();
  }

  Duration soFar() {
    return behind.get().minus(atFirst);
  }

  /** Whether it may be the cause that something was not there in time. */
  boolean matters(Duration timeout) {
    return soFar().multipliedBy(PART).compareTo(timeout) >= 0;
  }

  /** What the others have of a deadline at least where the agent's part does not matter. */
  static Duration most(Duration timeout) {
    return timeout.multipliedBy(PART - 1).dividedBy(PART);
  }

  String text(Duration timeout) {
    return "the agent itself was %d ms late of %d ms"
        .formatted(soFar().toMillis(), timeout.toMillis());
  }
}

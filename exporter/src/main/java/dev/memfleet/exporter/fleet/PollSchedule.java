package dev.memfleet.exporter.fleet;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The poll times of one node: a fixed phase within the interval, which spreads the polls, plus
 * jitter, so that agents and nodes do not fall into step. Times are nanoseconds on the monotonic
 * clock.
 */
final class PollSchedule {
  /** Upper limit of the backoff. */
  static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  private static final double JITTER = 0.05;

  private final long interval;
  private final RandomGenerator random;
  private final long first;
  private long due;

  /**
   * @param start now
   * @param firstWithin the first poll comes at a random time within this
   */
  PollSchedule(Duration interval, long start, Duration firstWithin, RandomGenerator random) {
    this.interval = interval.toNanos();
    this.random = random;
    this.due = start + (long) (random.nextDouble() * this.interval);
    this.first = start + (long) (random.nextDouble() * firstWithin.toNanos());
  }

  /** The time of the first poll. */
  long first() {
    return first;
  }

  /**
   * The time of the next poll, always later than {@code now}.
   *
   * @param failedInARow number of failures; after n, the backoff is 2^(n-1) intervals, limited to
   *     the longer of {@link #MAX_BACKOFF} and one interval. The next poll is at the node's first
   *     slot after at least half the backoff.
   */
  long next(long now, int failedInARow) {
    long earliest = now + step(interval, failedInARow) / 2;
    while (due - earliest < 0) {
      due += interval;
    }
    long jitter = (long) ((random.nextDouble() * 2 - 1) * JITTER * interval);
    long next = due + jitter;
    return next - now > 0 ? next : now + 1;
  }

  private static long step(long interval, int failedInARow) {
    long longest = Math.max(interval, MAX_BACKOFF.toNanos());
    long step = interval;
    for (int i = 1; i < failedInARow && step < longest; i++) {
      step *= 2;
    }
    return Math.min(step, longest);
  }

  /** The longest time from the end of a poll to the start of the next one. */
  static Duration longestWait(Duration interval, int failedInARow) {
    long nanos = interval.toNanos();
    return Duration.ofNanos(
        step(nanos, failedInARow) / 2 + nanos + (long) Math.ceil(JITTER * nanos));
  }
}

package dev.memfleet.exporter.history;

import dev.memfleet.exporter.settings.GoDuration;
import java.time.Duration;

/**
 * How much of the past is kept.
 *
 * @param length of the history; zero for none
 * @param resolution from one point to the next
 * @param gap from one poll to the next, beyond which nothing is known of the time between
 */
public record Retention(Duration length, Duration resolution, Duration gap) {
  /** The most points of one node, so that a history has a bounded size: an hour at 15 seconds. */
  static final int MOST_POINTS = 240;

  /** What holds where the configuration is silent. */
  public static final Duration DEFAULT = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofHours(24);

  /** Whoever polls on demand may do so every few minutes. */
  private static final Duration ON_DEMAND_GAP = Duration.ofMinutes(5);

  /**
   * A length that a history may have.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static Duration checked(Duration length) {
    if (length.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "%s: longer than %s".formatted(GoDuration.format(length), GoDuration.format(LONGEST)));
    }
    return length;
  }

  /**
   * A point for each poll where they fit.
   *
   * @param interval from one poll to the next; zero where nodes are polled when scraped
   */
  public static Retention of(Duration length, Duration interval) {
    Duration finest = length.dividedBy(MOST_POINTS);
    Duration resolution = longer(finest, interval);
    return new Retention(
        length,
        resolution,
        interval.isZero()
            ? longer(ON_DEMAND_GAP, resolution.multipliedBy(2))
            : resolution.multipliedBy(5).dividedBy(2));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** None of this length: only the last rates are known. */
  public Retention off() {
    return new Retention(Duration.ZERO, resolution, gap);
  }

  boolean isOff() {
    return length.isZero();
  }

  /** Whether this time after the last point is another point's; polls jitter a little. */
  boolean isNextPoint(long millisSinceLast) {
    return millisSinceLast >= resolution.toMillis() * 9 / 10;
  }
}

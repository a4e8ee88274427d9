package dev.memfleet.exporter.history;

import dev.memfleet.exporter.settings.GoDuration;
import java.time.Duration;

/**
 * How much history is kept.
 *
 * @param length of the history; zero for none
 * @param resolution from one point to the next
 * @param gap longest time between two polls that is not a gap in the history
 */
public record Retention(Duration length, Duration resolution, Duration gap) {
  /**
   * The upper limit of points per node, which bounds the memory of a history: an hour at 15
   * seconds.
   */
  static final int MAX_POINTS = 240;

  /** The default length. */
  public static final Duration DEFAULT = Duration.ofHours(1);

  private static final Duration MAX_DURATION = Duration.ofHours(24);

  /** Scrapes on demand may be some minutes apart. */
  private static final Duration ON_DEMAND_GAP = Duration.ofMinutes(5);

  /**
   * Checks the length of a history.
   *
   * @throws IllegalArgumentException with the error
   */
  public static Duration checked(Duration length) {
    if (length.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException(
          "%s: longer than %s"
              .formatted(GoDuration.format(length), GoDuration.format(MAX_DURATION)));
    }
    return length;
  }

  /**
   * One point per poll if they fit.
   *
   * @param interval from one poll to the next; zero if nodes are polled when scraped
   */
  public static Retention of(Duration length, Duration interval) {
    Duration finest = length.dividedBy(MAX_POINTS);
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

  /** The same without any history: only the last rates are known. */
  public Retention off() {
    return new Retention(Duration.ZERO, resolution, gap);
  }

  boolean isOff() {
    return length.isZero();
  }

  /** Whether a poll at this time after the last point starts the next point; tolerates jitter. */
  boolean isNextPoint(long millisSinceLast) {
    return millisSinceLast >= resolution.toMillis() * 9 / 10;
  }
}

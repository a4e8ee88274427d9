package dev.memfleet.exporter.insight;

import java.time.Duration;

/**
 * How a node may be watched.
 *
 * @param evictions how long to watch evictions alone before the window; zero for not at all
 * @param window how long to watch
 * @param maxCpu limit of what watching may cost the node, in cores
 */
public record WatchSettings(Duration evictions, Duration window, double maxCpu) {
  private static final Duration MIN_DURATION = Duration.ofSeconds(1);
  private static final Duration MAX_DURATION = Duration.ofHours(24);

  /** The defaults. */
  public static final WatchSettings DEFAULT =
      new WatchSettings(Duration.ZERO, Duration.ofSeconds(60), 0.05);

  public WatchSettings {
    checkedEvictions(evictions);
    checkedWindow(window);
    checkedCpu(maxCpu);
  }

  /** Checks a window: from a second to a day. */
  public static Duration checkedWindow(Duration window) {
    if (window.compareTo(MIN_DURATION) < 0 || window.compareTo(MAX_DURATION) > 0) {
      throw new IllegalArgumentException("expected 1s to 24h");
    }
    return window;
  }

  /** Checks how long to watch evictions: zero, or from a second to a day. */
  public static Duration checkedEvictions(Duration evictions) {
    if (!evictions.isZero()
        && (evictions.compareTo(MIN_DURATION) < 0 || evictions.compareTo(MAX_DURATION) > 0)) {
      throw new IllegalArgumentException("expected 0, or 1s to 24h");
    }
    return evictions;
  }

  /** How long a job takes at most. */
  Duration total() {
    return evictions.plus(window);
  }

  /** The part of a job in which evictions alone are watched, from 0 to 1. */
  double evictionsPart() {
    return evictions.toMillis() / (double) total().toMillis();
  }

  /** Checks a limit of CPU: more than none of a core, and at most one. */
  public static double checkedCpu(double cores) {
    if (!(cores > 0 && cores <= 1)) {
      throw new IllegalArgumentException("expected more than 0 and at most 1 core");
    }
    return cores;
  }
}

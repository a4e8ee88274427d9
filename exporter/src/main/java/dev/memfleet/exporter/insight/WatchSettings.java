package dev.memfleet.exporter.insight;

import java.time.Duration;

/**
 * How a node may be watched.
 *
 * @param window how long to watch
 * @param maxCpu limit of what watching may cost the node, in cores
 */
public record WatchSettings(Duration window, double maxCpu) {
  private static final Duration MIN_DURATION = Duration.ofSeconds(1);
  private static final Duration MAX_DURATION = Duration.ofHours(24);

  /** The defaults. */
  public static final WatchSettings DEFAULT = new WatchSettings(Duration.ofSeconds(60), 0.05);

  public WatchSettings {
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

  static double checkedCpu(double cores) {
    if (!(cores > 0 && cores <= 1)) {
      throw new IllegalArgumentException("expected more than 0 and at most 1 core");
    }
    return cores;
  }
}

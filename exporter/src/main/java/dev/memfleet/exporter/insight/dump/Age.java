package dev.memfleet.exporter.insight.dump;

import java.util.Locale;

/** Ranges of time for counting items: by remaining time to live, and by idle time. */
public enum Age {
  UNDER_1M(60),
  UNDER_10M(600),
  UNDER_1H(3600),
  UNDER_1D(86_400),
  LONGER(Long.MAX_VALUE);

  private final long below;

  Age(long below) {
    this.below = below;
  }

  /** Its name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The index of the range that contains a number of seconds. */
  static int indexOf(long seconds) {
    return seconds < UNDER_10M.below
        ? (seconds < UNDER_1M.below ? 0 : 1)
        : seconds < UNDER_1H.below ? 2 : seconds < UNDER_1D.below ? 3 : 4;
  }
}

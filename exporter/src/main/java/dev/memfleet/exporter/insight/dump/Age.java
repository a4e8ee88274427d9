package dev.memfleet.exporter.insight.dump;

import java.util.Locale;

/** Ranges of time in which items are counted: how long they still live, how long they are idle. */
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

  /** The number of the range in which some seconds are. */
  static int indexOf(long seconds) {
    return seconds < UNDER_10M.below
        ? (seconds < UNDER_1M.below ? 0 : 1)
        : seconds < UNDER_1H.below ? 2 : seconds < UNDER_1D.below ? 3 : 4;
  }
}

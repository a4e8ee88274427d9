package dev.memfleet.exporter.insight;

import java.util.Locale;

/** What the agent may do to look into a node. */
public enum JobKind {
  /** Watches its requests for a window. */
  WATCH,

  /** Reads a list of its items once. */
  DUMP;

  /** Its name in requests, metrics and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of that label.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static JobKind of(String label) {
    for (JobKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("expected watch or dump");
  }
}

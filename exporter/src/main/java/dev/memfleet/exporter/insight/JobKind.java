package dev.memfleet.exporter.insight;

import java.util.Locale;

/** The kinds of jobs that analyse a node. */
public enum JobKind {
  /** Watches the requests of a node for a window of time. */
  WATCH,

  /** Reads a list of its items once. */
  DUMP;

  /** The name in requests, metrics and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with this label.
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

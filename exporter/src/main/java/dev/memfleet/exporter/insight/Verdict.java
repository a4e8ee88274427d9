package dev.memfleet.exporter.insight;

import java.util.Locale;

/** The outcome of a job. */
public enum Verdict {
  /** Completed. */
  DONE,

  /** Refused or ended early by a rule; the results so far are kept. */
  STOPPED,

  /** The node lacks a required feature. */
  UNSUPPORTED,

  /** The node could not be reached or stopped answering, or the agent has a bug. */
  FAILED;

  /** The name in metrics and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

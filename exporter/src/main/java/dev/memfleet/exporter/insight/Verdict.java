package dev.memfleet.exporter.insight;

import java.util.Locale;

/** How a job ended. */
public enum Verdict {
  /** It did all that it was to do. */
  DONE,

  /** A rule forbade it, or ended it before its time; what was seen until then is kept. */
  STOPPED,

  /** The node does not offer what it needs. */
  UNSUPPORTED,

  /** The node could not be asked. */
  FAILED;

  /** Its name in metrics and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.memfleet.exporter.node;

/** A text that shows itself to nobody who does not ask for it. */
public final class Secret {
  /** What stands in its place in logs, messages and on pages. */
  public static final String HIDDEN = "<secret>";

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text itself. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return HIDDEN;
  }
}

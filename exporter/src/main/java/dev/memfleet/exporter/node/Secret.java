package dev.memfleet.exporter.node;

import dev.memfleet.exporter.settings.Type;
import java.util.Optional;

/** A text that {@code toString} does not reveal. */
public final class Secret {
  /** The placeholder in logs, messages and pages. */
  public static final String REDACTED = "<secret>";

  /**
   * The type of secrets in a configuration file, where <code>${NAME}</code> is replaced by an
   * environment variable. No error message shows any part of a secret.
   */
  public static final Type<Secret> TYPE = Type.text("secret", Secret::expanded);

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /**
   * Creates a secret from a text, with environment variables expanded.
   *
   * @throws IllegalArgumentException saying what is wrong, without any of the text
   */
  public static Secret expanded(String text) {
    String value = EnvironmentText.expand(text, name -> Optional.ofNullable(System.getenv(name)));
    if (value.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return new Secret(value);
  }

  /** The text in clear. */
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
    return REDACTED;
  }
}

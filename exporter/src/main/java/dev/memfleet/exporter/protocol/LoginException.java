package dev.memfleet.exporter.protocol;

/** A node refused the login. */
public final class LoginException extends Exception {
  private final boolean full;

  private LoginException(String message, boolean full) {
    super(message, null, false, false);
    this.full = full;
  }

  static LoginException full(String line) {
    return new LoginException(line, true);
  }

  static LoginException refused(String message) {
    return new LoginException(message, false);
  }

  /** Whether the reason is its connection limit, not the credentials. */
  public boolean isFull() {
    return full;
  }
}

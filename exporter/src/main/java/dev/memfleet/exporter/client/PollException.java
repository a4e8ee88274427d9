package dev.memfleet.exporter.client;

/** A node could not be asked, and why. */
public final class PollException extends Exception {
  private final FailureReason reason;

  public PollException(FailureReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public FailureReason reason() {
    return reason;
  }
}

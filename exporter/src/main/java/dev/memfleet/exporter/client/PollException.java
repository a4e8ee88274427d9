package dev.memfleet.exporter.client;

/** A node could not be asked, and why. */
public final class PollException extends Exception {
  private final FailureReason reason;

  public PollException(FailureReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** For a connection that broke. */
  public static PollException ofBreak(Throwable cause) {
    FailureReason reason = FailureReason.ofBreak(cause);
    boolean tls = reason == FailureReason.TLS;
    return new PollException(reason, tls ? TlsHandshake.text(cause) : Connector.text(cause));
  }

  public FailureReason reason() {
    return reason;
  }
}

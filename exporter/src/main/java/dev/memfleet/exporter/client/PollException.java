package dev.memfleet.exporter.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

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

  /** Why a poll failed with whatever it failed with. */
  static PollException of(Throwable cause, Duration timeout) {
    if (cause instanceof PollException poll) {
      return poll;
    }
    if (cause instanceof LostConnectionException lost) {
      return new PollException(lost.reason(), Connector.text(lost));
    }
    if (cause instanceof TimeoutException) {
      return new PollException(
          FailureReason.TIMEOUT, "no complete answer within " + timeout.toMillis() + " ms");
    }
    return new PollException(FailureReason.RESET, Connector.text(cause));
  }
}

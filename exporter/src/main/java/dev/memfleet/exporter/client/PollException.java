package dev.memfleet.exporter.client;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A node could not be polled, with the reason. */
public final class PollException extends Exception {
  private final FailureReason reason;

  public PollException(FailureReason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** The failure of a connection that broke. */
  public static PollException ofBreak(Throwable cause) {
    FailureReason reason = FailureReason.ofBreak(cause);
    boolean tls = reason == FailureReason.TLS;
    return new PollException(reason, tls ? TlsHandshake.text(cause) : Connector.text(cause));
  }

  public FailureReason reason() {
    return reason;
  }

  /** The failure of a poll, from any cause. */
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

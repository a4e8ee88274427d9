package dev.memfleet.exporter.client;

/** A connection ended while commands were waiting for their answers. */
final class LostConnectionException extends Exception {
  private final boolean answerBegun;
  private final FailureReason reason;

  /**
   * @param answerBegun whether any byte of an answer arrived since the oldest waiting command was
   *     sent
   */
  LostConnectionException(FailureReason reason, String message, boolean answerBegun) {
    super(message, null, false, false);
    this.reason = reason;
    this.answerBegun = answerBegun;
  }

  FailureReason reason() {
    return reason;
  }

  boolean answerBegun() {
    return answerBegun;
  }
}

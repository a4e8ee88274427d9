package dev.memfleet.server.protocol;

/** How the stream continues after a decoded piece. */
public enum Next {
  /** Another request. */
  REQUEST,
  /** {@link RequestSink#expected()} bytes of a value. */
  DATA,
  /** {@link RequestSink#expected()} bytes to skip. */
  SWALLOW,
  /**
   * Nothing until {@link RequestDecoder#resume}: a reply waits for its client, or for another
   * thread.
   */
  BLOCKED,
  /** Nothing: the connection must be closed. */
  CLOSE,
  /** Nothing: the connection must be closed because the client does not speak the protocol. */
  FAIL
}

package dev.memfleet.server.protocol;

/** How the stream continues after a decoded piece. */
public enum Next {
  /** Another request. */
  REQUEST,
  /** {@link RequestSink#expected()} bytes of a value. */
  DATA,
  /** {@link RequestSink#expected()} bytes to skip. */
  SWALLOW,
  /** Nothing until the current reply has room; then the sink is asked to resume. */
  BLOCKED,
  /** Nothing: the connection must be closed. */
  CLOSE
}

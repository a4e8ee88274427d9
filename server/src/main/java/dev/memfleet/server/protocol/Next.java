package dev.memfleet.server.protocol;

/** How the stream goes on after a piece of it was dealt with. */
public enum Next {
  /** Another request. */
  REQUEST,
  /** {@link RequestSink#expected()} bytes of a value. */
  DATA,
  /** {@link RequestSink#expected()} bytes to skip. */
  SWALLOW,
  /** Nothing until the reply under way has room: the sink is to be asked to resume. */
  BLOCKED,
  /** Nothing: the connection is to be closed. */
  CLOSE
}

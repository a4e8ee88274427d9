package dev.memfleet.server.session;

import io.netty.buffer.ByteBuf;

/**
 * The output of a session: the connection that its replies are sent on, or the sender of a
 * datagram.
 */
public interface SessionOutput {
  /** The connection's number in {@code stats conns}; negative while it has none. */
  int number();

  /**
   * Sends bytes and releases them.
   *
   * @return whether more may be sent at once; if not, the session is resumed later
   */
  boolean send(ByteBuf bytes);

  /** Queues bytes to be sent with the next ones, and releases them. */
  void write(ByteBuf bytes);

  /**
   * Queues bytes that lie in the caller's memory, to be sent with the next ones. Sends all at once
   * if too much is queued.
   *
   * @param done run by the event loop when they are sent or dropped
   * @return as {@link #send}
   */
  boolean write(ByteBuf bytes, Runnable done);

  /** Whether the session has a connection, which a request may close; false for a datagram. */
  default boolean isConnected() {
    return true;
  }

  /** Closes the connection at once, from any thread. */
  void disconnect();

  /** Resumes the session, from any thread, even though nothing was sent. */
  void resume();
}

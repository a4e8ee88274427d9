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

  /**
   * Queues bytes to be sent with the next ones, and releases them when they are sent or dropped.
   * Sends all at once if too much is queued.
   *
   * @return as {@link #send}
   */
  boolean write(ByteBuf bytes);

  /** Whether the session has a connection, which a request may close; false for a datagram. */
  default boolean isConnected() {
    return true;
  }

  /** Closes the connection at once, from any thread. */
  void disconnect();

  /** Resumes the session, from any thread, even though nothing was sent. */
  void resume();
}

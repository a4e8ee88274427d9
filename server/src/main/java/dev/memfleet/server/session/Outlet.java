package dev.memfleet.server.session;

import io.netty.buffer.ByteBuf;

/** Where replies leave the server. */
public interface Outlet {
  /** The connection's number in {@code stats conns}; negative while it has none. */
  int number();

  /**
   * Sends bytes and releases them.
   *
   * @return whether more may follow at once; else the session is resumed when they may
   */
  boolean send(ByteBuf bytes);

  /**
   * Sends bytes that lie in memory of the caller's.
   *
   * @param done run by the event loop when they were sent, or never will be
   * @return as {@link #send(ByteBuf)}
   */
  boolean send(ByteBuf bytes, Runnable done);

  /** Has bytes sent together with the next ones, and releases them. */
  void write(ByteBuf bytes);

  /** Closes the connection at once, from any thread. */
  void end();

  /** Lets the session go on, from any thread, though nothing was sent. */
  void wake();
}

package dev.memfleet.server.command;

import io.netty.buffer.ByteBuf;

/** Where replies leave the server. */
public interface Outlet {
  /**
   * Sends bytes and releases them.
   *
   * @return whether more may follow at once; else the session is resumed when they may
   */
  boolean send(ByteBuf bytes);

  /** Lets the session go on, from any thread, though nothing was sent. */
  void wake();
}

package dev.memfleet.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Drops reads requested after the close of a channel.
 *
 * <p>Netty 4.2's io_uring transport delays a close until the current read has ended. If that read
 * requests another one, the transport waits for bytes of the socket that it is closing; the wait
 * keeps the socket open, and the client never learns of the close.
 */
final class ClosedReads extends ChannelOutboundHandlerAdapter {
  private boolean closed;

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    closed = true;
    ctx.close(promise);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!closed) {
      ctx.read();
    }
  }
}

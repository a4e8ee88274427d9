package dev.memfleet.server.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Drops the reads that follow the close of a channel.
 *
 * <p>Netty 4.2's io_uring transport delays a close until the read under way has ended. If that read
 * then asks for the next one, the transport waits for bytes of a socket that it closes at the same
 * moment; the wait keeps the socket open, and the client never learns of the close.
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

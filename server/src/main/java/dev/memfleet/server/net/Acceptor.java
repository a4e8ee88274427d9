package dev.memfleet.server.net;

import dev.memfleet.server.stats.ServerStats;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Handles failed accepts, at the head of each listening socket's pipeline. When an accept fails,
 * usually because no file descriptor is left, all listeners pause and then retry, as in memcached.
 */
@ChannelHandler.Sharable
final class Acceptor extends ChannelInboundHandlerAdapter {
  /** memcached's retry interval. */
  private static final long RETRY_MILLIS = 10;

  private final ListenGate gate;
  private final ServerStats stats;
  private final AtomicBoolean logged = new AtomicBoolean();

  Acceptor(ListenGate gate, ServerStats stats) {
    this.gate = gate;
    this.stats = stats;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    gate.add(ctx.channel());
  }

  /** Consumes the exception: the next handlers would pause for a second and log every failure. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    stats.acceptFailed();
    if (!(cause instanceof IOException)) {
      stats.errors().report("acceptor", cause);
    } else if (!logged.getAndSet(true)) {
      System.err.println(
          "memfleet-server: accept failed, retrying: error=\""
              + cause.getMessage()
              + "\" (logged once; stats memfleet counts accept_errors)");
    }
    gate.close(ListenGate.Reason.FAILED);
    ctx.channel()
        .eventLoop()
        .schedule(() -> gate.open(ListenGate.Reason.FAILED), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }
}

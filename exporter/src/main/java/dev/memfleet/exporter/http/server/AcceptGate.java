package dev.memfleet.exporter.http.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.transport.Transport;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Limits how fast the listening sockets accept. Vert.x accepts on a thread of its own and would
 * queue connections for a busy event loop without a bound; here the socket pauses while too many
 * accepted connections wait for their event loop, and for a moment when one cannot be accepted for
 * lack of descriptors. Further clients wait in the kernel's backlog.
 */
public final class AcceptGate {
  private static final Logger LOG = Logger.getLogger(AcceptGate.class.getName());
  private static final int MOST_WAITING = 64;
  private static final long RETRY_MILLIS = 100;
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long lastLogged = System.nanoTime() - LOG_NANOS;
  private final Set<Channel> paused = ConcurrentHashMap.newKeySet();
  private volatile Consumer<Channel> arrivals = channel -> {};

  /** The system's own transport where it is available, else NIO, with this gate. */
  public Transport transport() {
    Transport system = Transport.nativeTransport();
    boolean available = system != null && system.available();
    return new GatedTransport(available ? system : Transport.NIO, listenerHandler());
  }

  /** The handler for the head of a listening socket's pipeline; sharable. */
  ChannelHandler listenerHandler() {
    return new Accepted();
  }

  /** Called on a connection's event loop when it takes the connection in, before its handshake. */
  void onArrival(Consumer<Channel> handler) {
    arrivals = handler;
  }

  /** Any event loop may call it. */
  private void resume() {
    if (failing.get() || waiting.get() > MOST_WAITING / 2) {
      return;
    }
    Iterator<Channel> listeners = paused.iterator();
    while (listeners.hasNext()) {
      Channel listener = listeners.next();
      listeners.remove();
      listener.config().setAutoRead(true);
    }
  }

  /**
   * Pauses first and lists it then: one that another loop resumes in between would stay paused for
   * good. {@link #resume} must follow.
   */
  private void pause(Channel listener) {
    listener.config().setAutoRead(false);
    paused.add(listener);
  }

  /** At the head of a listening socket's pipeline. */
  @ChannelHandler.Sharable
  private final class Accepted extends ChannelInboundHandlerAdapter {
    private final Arrival arrival = new Arrival();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object connection) {
      if (waiting.incrementAndGet() >= MOST_WAITING) {
        pause(ctx.channel());
      }
      ((Channel) connection).pipeline().addLast(arrival);
      ctx.fireChannelRead(connection);
      resume();
    }

    /** Goes no further: the handlers behind would pause for a second, and log each time. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      long now = System.nanoTime();
      if (now - lastLogged >= LOG_NANOS) {
        lastLogged = now;
        LOG.log(
            Level.WARNING,
            () -> "cannot accept connections, trying again: error=\"" + cause.getMessage() + "\"");
      }
      failing.set(true);
      pause(ctx.channel());
      ctx.channel()
          .eventLoop()
          .schedule(
              () -> {
                failing.set(false);
                resume();
              },
              RETRY_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** At the head of a connection's pipeline until its event loop takes it in. */
  @ChannelHandler.Sharable
  private final class Arrival extends ChannelHandlerAdapter {
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      ctx.pipeline().remove(this);
      waiting.decrementAndGet();
      resume();
      arrivals.accept(ctx.channel());
    }
  }
}

package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.text.LogEvent;
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
import java.util.logging.Logger;

/**
 * Limits how fast the listening sockets accept. Vert.x accepts on a separate thread and would queue
 * connections for a busy event loop without limit. With this gate the socket pauses while too many
 * accepted connections wait for their event loop, and briefly when accepting fails for lack of
 * descriptors. Further clients wait in the kernel's backlog.
 */
public final class AcceptGate {
  private static final Logger LOG = Logger.getLogger(AcceptGate.class.getName());
  private static final int MAX_WAITING = 64;
  private static final long RETRY_MILLIS = 100;
  private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile long lastLogged = System.nanoTime() - LOG_NANOS;
  private final Set<Channel> paused = ConcurrentHashMap.newKeySet();
  private volatile Consumer<Channel> arrivals = channel -> {};

  /** The native transport if available, else NIO, with this gate. */
  public Transport transport() {
    Transport system = Transport.nativeTransport();
    boolean available = system != null && system.available();
    return new GatedTransport(available ? system : Transport.NIO, listenerHandler());
  }

  /** The handler for the head of a listening socket's pipeline; sharable. */
  ChannelHandler listenerHandler() {
    return new Accepted();
  }

  /**
   * Sets the handler that is called on a connection's event loop when it takes over the connection,
   * before the TLS handshake.
   */
  void onArrival(Consumer<Channel> handler) {
    arrivals = handler;
  }

  /** Thread-safe across event loops. */
  private void resume() {
    if (failing.get() || waiting.get() > MAX_WAITING / 2) {
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
   * Pauses a socket, then adds it to the list: in the other order, a socket that another loop
   * resumes in between would stay paused forever. {@link #resume} must follow.
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
      if (waiting.incrementAndGet() >= MAX_WAITING) {
        pause(ctx.channel());
      }
      ((Channel) connection).pipeline().addLast(arrival);
      ctx.fireChannelRead(connection);
      resume();
    }

    /** Stops the exception here: the handlers behind would pause for a second and log each time. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      long now = System.nanoTime();
      if (now - lastLogged >= LOG_NANOS) {
        lastLogged = now;
        LogEvent.warning(LOG, "accept failed", "err", cause, "retry_ms", RETRY_MILLIS);
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

  /** At the head of a connection's pipeline until its event loop takes it over. */
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

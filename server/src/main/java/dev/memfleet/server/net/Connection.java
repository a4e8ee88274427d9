package dev.memfleet.server.net;

import dev.memfleet.server.command.Outlet;
import dev.memfleet.server.command.Session;
import dev.memfleet.server.command.Worker;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket: feeds what arrives to the session, in place, and flushes its replies once
 * per read. Stands in the place of Vert.x's own handler, whose queues would take most of an idle
 * connection's memory.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Outlet {
  /** With so much unserved no more is read. */
  private static final int MAX_HELD = 256 << 10;

  /** An unfinished line of this size ends the connection. */
  private static final int MAX_LINE = 64 << 20;

  private static final int SMALL = 512;

  private final Worker worker;
  private final ConnectionTable table;
  private final Channel channel;
  private final Session session;
  private final RequestDecoder decoder;
  private final int requestsPerEvent;
  private final Consumer<Connection> gone;
  private final AtomicInteger lastCommand = new AtomicInteger();

  /** Bytes not yet used: an unfinished line, or what had to wait. */
  private @Nullable ByteBuf held;

  private int number = -1;
  private int budget;
  private boolean yielded;
  private boolean holdsReply;
  private boolean inputClosed;
  private boolean closing;

  Connection(
      Worker worker,
      ConnectionTable table,
      Channel channel,
      int requestsPerEvent,
      Consumer<Connection> gone) {
    this.worker = worker;
    this.table = table;
    this.channel = channel;
    this.requestsPerEvent = requestsPerEvent;
    this.gone = gone;
    session = new Session(worker, this, channel.alloc());
    decoder = session.decoder();
    budget = requestsPerEvent;
  }

  @Override
  public int number() {
    return number;
  }

  /** The channel that accepted this one. */
  Channel listener() {
    return channel.parent();
  }

  /** The table has room; from any thread. */
  void admitted(int given) {
    number = given;
    if (channel.eventLoop().inEventLoop()) {
      start();
    } else {
      channel.eventLoop().execute(this::start);
    }
  }

  /** Says why and closes. */
  void refuse(byte[] words) {
    closing = true;
    channel.writeAndFlush(Unpooled.wrappedBuffer(words)).addListener(ChannelFutureListener.CLOSE);
  }

  private void start() {
    touch();
    session.open();
    if (!channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  private void touch() {
    lastCommand.setOpaque(worker.now());
  }

  /** Seconds since the client last sent something. */
  int idleSeconds() {
    return worker.now() - lastCommand.getOpaque();
  }

  /** Whether it waits for the client to begin a request. */
  boolean idle() {
    return number >= 0 && !decoder.blocked();
  }

  /** Ends a connection that was silent for too long. */
  void kick() {
    worker.stats().count(Counter.IDLE_KICKS);
    end();
  }

  @Override
  public void end() {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    worker.stats().count(Counter.BYTES_READ, in.readableBytes());
    touch();
    if (closing) {
      in.release();
    } else if (held == null) {
      serve(in);
    } else {
      append(in);
      if (!yielded && !decoder.blocked()) {
        serveHeld();
      }
    }
  }

  private void append(ByteBuf in) {
    ByteBuf before = held;
    if (before == null) {
      held = in;
      return;
    }
    int size = before.readableBytes() + in.readableBytes();
    if (before.writableBytes() < in.readableBytes()) {
      ByteBuf larger = channel.alloc().directBuffer(Math.max(SMALL, 2 * size));
      larger.writeBytes(before);
      before.release();
      held = larger;
      before = larger;
    }
    before.writeBytes(in);
    in.release();
    if (size > MAX_HELD && (yielded || decoder.blocked())) {
      channel.config().setAutoRead(false);
    }
  }

  private void serveHeld() {
    ByteBuf in = held;
    if (in != null) {
      held = null;
      worker.holdRead(-1);
      serve(in);
    }
  }

  /** Serves what requests the bytes hold, and releases or keeps them. */
  private void serve(ByteBuf in) {
    if (!in.hasMemoryAddress()) {
      serve(direct(in));
      return;
    }
    int used = decoder.decode(in.memoryAddress() + in.readerIndex(), in.readableBytes(), budget);
    budget = decoder.budget();
    in.skipBytes(used);
    if (decoder.closed()) {
      in.release();
      close();
    } else if (!in.isReadable()) {
      in.release();
    } else {
      hold(in);
    }
  }

  private ByteBuf direct(ByteBuf in) {
    ByteBuf copy = channel.alloc().directBuffer(in.readableBytes()).writeBytes(in);
    in.release();
    return copy;
  }

  private void hold(ByteBuf in) {
    int size = in.readableBytes();
    worker.holdRead(1);
    if (size < in.capacity() / 4) {
      held = channel.alloc().directBuffer(Math.max(SMALL, 2 * size)).writeBytes(in);
      in.release();
    } else {
      held = in;
    }
    if (decoder.blocked()) {
      channel.config().setAutoRead(false);
    } else if (decoder.exhausted()) {
      giveWay();
    } else if (size > MAX_LINE) {
      close();
    }
  }

  /** Others first: goes on in a later turn of the event loop. */
  private void giveWay() {
    worker.stats().count(Counter.CONN_YIELDS);
    yielded = true;
    channel.eventLoop().execute(this::proceed);
  }

  /** A new turn, after a yield or when the client took what it was sent. */
  private void proceed() {
    yielded = false;
    if (closing) {
      return;
    }
    budget = requestsPerEvent;
    serveHeld();
    session.flush();
    if (inputClosed && held == null && !decoder.blocked()) {
      close();
    } else if (!decoder.blocked() && !yielded && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!decoder.receivingData()) { // as in memcached, an upload holds back what came before it
      session.flush();
    }
    budget = requestsPerEvent;
  }

  @Override
  public boolean send(ByteBuf bytes) {
    write(bytes);
    channel.flush();
    return channel.isWritable();
  }

  @Override
  public boolean send(ByteBuf bytes, Runnable done) {
    worker.stats().count(Counter.BYTES_WRITTEN, bytes.readableBytes());
    channel.writeAndFlush(bytes).addListener(end -> done.run());
    return channel.isWritable();
  }

  @Override
  public void write(ByteBuf bytes) {
    worker.stats().count(Counter.BYTES_WRITTEN, bytes.readableBytes());
    channel.write(bytes, channel.voidPromise());
  }

  @Override
  public void wake() {
    channel.eventLoop().execute(this::unblock);
  }

  private void unblock() {
    if (!closing && decoder.blocked() && channel.isWritable()) {
      session.resume();
      if (decoder.blocked()) {
        session.flush();
      } else {
        proceed();
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    holdReply(!channel.isWritable());
    if (channel.isWritable() && decoder.blocked()) {
      wake();
    }
  }

  private void holdReply(boolean holds) {
    if (holds != holdsReply) {
      holdsReply = holds;
      worker.holdReply(holds ? 1 : -1);
    }
  }

  /** Closes once all replies are written, but for those that a value under way holds back. */
  private void close() {
    if (!closing) {
      closing = true;
      if (!decoder.receivingData()) {
        session.flush();
      }
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputClosed = true;
      if (!yielded && !decoder.blocked()) {
        close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    holdReply(false);
    gone.accept(this);
    table.remove(this);
    session.close();
    if (held != null) {
      held.release();
      held = null;
      worker.holdRead(-1);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  /** The row of {@code stats conns}; from any thread. */
  ConnectionStats describe() {
    return new ConnectionStats(
        number,
        Addresses.text(channel.remoteAddress()),
        channel.localAddress() instanceof InetSocketAddress local
            ? Addresses.text(local)
            : table.onlyListener(),
        decoder.blocked() ? "conn_mwrite" : decoder.receivingData() ? "conn_nread" : "conn_read",
        Math.max(0, idleSeconds()));
  }
}

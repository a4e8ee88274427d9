package dev.memfleet.server.net;

import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.session.Outlet;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client's socket: feeds what arrives to the session, in place, and flushes its replies once
 * per read. Replaces Vert.x's own handler, whose queues would take most of an idle connection's
 * memory.
 *
 * <p>It stops reading, and serves nothing, in three cases: others have their turn; the reply under
 * way is made as the client takes it; the client does not take the replies made. What has arrived
 * until then waits in {@link UnreadBytes}.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Outlet {
  /** With so much unserved no more is read. */
  private static final int MAX_HELD = 256 << 10;

  /** An unfinished line of this part of the budget ends the connection. */
  private static final int LINES_IN_BUDGET = 4;

  /** Replies that may wait to be written, apart from their size. */
  private static final int MAX_UNSENT = 8;

  /** To write, and with io_uring to learn that it was written, takes some turns. */
  private static final int TURNS_TO_SEND = 4;

  /** How often a client may be slow to take the replies of one request when memory is short. */
  private static final int MOST_SPARED = 8;

  private final Worker worker;
  private final ConnectionTable table;
  private final Channel channel;
  private final Session session;
  private final RequestDecoder decoder;
  private final int requestsPerEvent;
  private final Consumer<Connection> gone;
  private final AtomicInteger lastCommand = new AtomicInteger();
  private final UnreadBytes unread;

  private int number = -1;
  private long written;
  private int budget;
  private int spared;
  private boolean yielded;
  private boolean clogged;
  private boolean holdsReply;
  private boolean inputClosed;
  private boolean closing;
  private volatile boolean shed;

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
    session = new Session(worker, this);
    decoder = session.decoder();
    unread = new UnreadBytes(worker.requestBudget());
    budget = requestsPerEvent;
  }

  @Override
  public int number() {
    return number;
  }

  /** The table has room; from any thread. */
  void admitted(int given) {
    number = given;
    if (channel.eventLoop().inEventLoop()) {
      start();
    } else {
      later(this::start);
    }
  }

  /** Says why and closes; from any thread. */
  void refuse(byte[] words) {
    later(
        () -> {
          closing = true;
          channel
              .writeAndFlush(Unpooled.wrappedBuffer(words))
              .addListener(ChannelFutureListener.CLOSE);
        });
  }

  /** Runs on the event loop, which an exception does not reach. */
  private void later(Runnable action) {
    channel.eventLoop().execute(() -> guarded(action));
  }

  private void guarded(Runnable action) {
    try {
      action.run();
    } catch (Throwable t) {
      failed(t);
    }
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

  /** Memory of what it was sent and did not use; from any thread. */
  long unreadBytes() {
    return shed ? 0 : unread.taken();
  }

  /** Bytes that its client did not take; from any thread. */
  long unsentBytes() {
    return shed ? 0 : unsent();
  }

  private long unsent() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }

  /** Closes, because its unfinished request takes the most memory; from any thread. */
  void shedRequest(byte[] words) {
    shed = true;
    later(
        () -> {
          if (channel.isWritable()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(words));
          }
          drop();
        });
  }

  /**
   * Closes, because its replies take the most memory, unless its client has taken some of them a
   * moment later; a client is spared a few times for each request. From any thread.
   *
   * @param end run on the event loop with whether the connection was closed
   */
  void shedReplies(Consumer<Boolean> end) {
    shed = true;
    later(
        () -> {
          long before = sent();
          LoopTurns.turn(
              channel.eventLoop(), TURNS_TO_SEND, () -> guarded(() -> closeIfStuck(before, end)));
        });
  }

  /** Bytes that the client took; on the event loop. */
  private long sent() {
    return written - unsent();
  }

  private void closeIfStuck(long before, Consumer<Boolean> end) {
    long left = channel.isActive() ? unsent() : 0;
    boolean slow = sent() > before && spared < MOST_SPARED;
    shed = left > 0 && !slow;
    try {
      if (shed) {
        drop();
      } else if (left > 0) {
        spared++;
      }
    } finally {
      end.accept(shed);
    }
  }

  private void drop() {
    closing = true;
    dropUnread();
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    int length = in.readableBytes();
    worker.stats().count(Counter.BYTES_READ, length);
    touch();
    spared = 0;
    try {
      if (!closing) {
        take(in.memoryAddress() + in.readerIndex(), length);
      }
    } finally {
      in.release();
    }
  }

  private void take(long address, int length) {
    if (!unread.isEmpty() || waiting()) {
      keep(address, length);
      if (!waiting()) {
        serveUnread();
      } else if (unread.size() > MAX_HELD || !yielded) {
        channel.config().setAutoRead(false);
      }
      return;
    }
    int used = serve(address, length);
    if (!closing && used < length) {
      keep(address + used, length - used);
      pause();
    }
  }

  /** Whether no request may be served for now. */
  private boolean waiting() {
    return yielded || clogged || decoder.blocked();
  }

  private void keep(long address, int length) {
    if (unread.isEmpty()) {
      worker.holdRead(1);
    }
    unread.append(address, length);
  }

  private void dropUnread() {
    if (!unread.isEmpty()) {
      worker.holdRead(-1);
      unread.clear();
    }
  }

  private void serveUnread() {
    if (unread.isEmpty()) {
      return;
    }
    int used = serve(unread.address(), unread.size());
    if (closing) {
      return;
    }
    unread.skip(used);
    if (unread.isEmpty()) {
      worker.holdRead(-1);
    } else {
      pause();
    }
  }

  /** Serves what requests the bytes hold; returns how many were used. */
  private int serve(long address, int length) {
    int used = decoder.decode(address, length, budget);
    budget = decoder.budget();
    if (decoder.closed()) {
      close();
    }
    return used;
  }

  /** Goes on when there is more of the request, or when others had their turn. */
  private void pause() {
    if (decoder.blocked()) {
      channel.config().setAutoRead(false);
    } else if (decoder.exhausted()) {
      giveWay();
    } else if (unread.size() > worker.requestBudget().limit() / LINES_IN_BUDGET) {
      close();
    }
  }

  /** Others first: goes on in a later turn of the event loop. */
  private void giveWay() {
    worker.stats().count(Counter.CONN_YIELDS);
    yielded = true;
    later(this::proceed);
  }

  /** A new turn, after a yield or when the client took what it was sent. */
  private void proceed() {
    yielded = false;
    if (closing) {
      return;
    }
    budget = requestsPerEvent;
    if (!waiting()) {
      serveUnread();
    }
    settle();
    if (inputClosed && unread.isEmpty() && !waiting()) {
      close();
    } else if (!waiting() && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!decoder.receivingData()) { // as in memcached, an upload holds back what came before it
      settle();
    }
    budget = requestsPerEvent;
  }

  /** Sends the replies made, and makes no more while the client does not take them. */
  private void settle() {
    if (!session.flush() && !closing) {
      clogged = true;
      channel.config().setAutoRead(false);
    }
  }

  /** Whether the client has to take replies before more are made. */
  private boolean full() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent != null
        && (!channel.isWritable()
            || unsent.size() > MAX_UNSENT
            || (!unsent.isEmpty() && worker.repliesScarce()));
  }

  /** Goes on when all is sent; before that where there is much, when most of it is. */
  private void awaitSent() {
    if (channel.isWritable()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> wake());
    }
  }

  @Override
  public boolean send(ByteBuf bytes) {
    write(bytes);
    channel.flush();
    boolean more = !full();
    if (!more) {
      awaitSent();
    }
    return more;
  }

  @Override
  public boolean send(ByteBuf bytes, Runnable done) {
    countWritten(bytes.readableBytes());
    channel.writeAndFlush(bytes).addListener(ignored -> done.run());
    return channel.isWritable();
  }

  @Override
  public void write(ByteBuf bytes) {
    countWritten(bytes.readableBytes());
    channel.write(bytes, channel.voidPromise());
  }

  private void countWritten(int bytes) {
    written += bytes;
    worker.stats().count(Counter.BYTES_WRITTEN, bytes);
  }

  @Override
  public void wake() {
    later(this::unblock);
  }

  private void unblock() {
    if (closing || !channel.isWritable()) {
      return;
    }
    if (decoder.blocked()) {
      session.resume();
      if (decoder.blocked()) {
        session.flush();
        return;
      }
    } else if (!clogged) {
      return;
    }
    clogged = false;
    proceed();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    holdReply(!channel.isWritable());
    if (channel.isWritable() && (clogged || decoder.blocked())) {
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
      dropUnread();
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
      if (!waiting()) {
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
    dropUnread();
    ctx.fireChannelInactive();
  }

  /** The socket failed, or the server did. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      ctx.close();
    } else {
      failed(cause);
    }
  }

  private void failed(Throwable cause) {
    worker.errors().report("connection", cause);
    channel.close();
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

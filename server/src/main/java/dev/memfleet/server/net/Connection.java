package dev.memfleet.server.net;

import dev.memfleet.server.net.tls.TlsLink;
import dev.memfleet.server.protocol.RequestDecoder;
import dev.memfleet.server.session.Session;
import dev.memfleet.server.session.SessionOutput;
import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.ConnectionStats;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's socket: passes its input to the session, in place, and flushes the replies once per
 * read. Replaces Vert.x's own handler, whose queues would take most of an idle connection's memory.
 *
 * <pre>
 *            admitted             budget used up
 *  ARRIVED ------------> SERVING ---------------> YIELDED
 *     |                   |   ^ |  later iteration  |  |
 *     |                   |   | +&lt;----------------+  |
 *     | refused           |   |                        |
 *     v      end of input |   | sent         unwritable |
 *  CLOSING &lt;------------+   +-------- CLOGGED &lt;------+
 * </pre>
 *
 * It serves no requests while it has yielded, while the client does not read its replies (clogged),
 * and while the decoder is blocked by a reply that is sent in parts. Input that arrived before the
 * pause took effect waits in {@link UnreadBytes}, replies in {@link UnsentReplies}. Confined to the
 * event loop, except where a method says otherwise.
 */
final class Connection extends ChannelInboundHandlerAdapter implements SessionOutput {
  /** The name of this handler. */
  static final String HANDLER = "memcached";

  /** Unserved bytes above which reading stops. */
  private static final int MAX_HELD = 256 << 10;

  /** An unfinished line longer than the request budget divided by this closes the connection. */
  private static final int LINES_IN_BUDGET = 4;

  /** Event loop iterations that a write takes, with io_uring's report of its completion. */
  private static final int TURNS_TO_SEND = 4;

  /** How often, for one request, a slow client is spared while memory is short. */
  private static final int MAX_SPARED = 8;

  /** memcached's word for a close that the client did not ask for. */
  private static final String ERROR = "error";

  private enum State {
    /** Waits for a place in the table. */
    ARRIVED,
    SERVING,
    /** Lets other connections have their turn. */
    YIELDED,
    /** Waits until the client takes replies. */
    CLOGGED,
    /** Serves no more; the channel is closed, or will be once the last replies are written. */
    CLOSING
  }

  private final Worker worker;
  private final ConnectionTable table;
  private final Channel channel;
  private final @Nullable TlsLink tls;
  private final Session session;
  private final RequestDecoder decoder;
  private final int requestsPerEvent;
  private final Consumer<Connection> gone;
  private final AtomicInteger lastCommand = new AtomicInteger();
  private final UnreadBytes unread;
  private final UnsentReplies unsent;

  private int number = -1;

  /** Why the connection is closed, in memcached's words. */
  private String closeReason = "normal";

  private int budget;
  private int spared;
  private State state = State.ARRIVED;

  /** Whether the client has closed its side. */
  private boolean inputEnded;

  /** Whether the client has sent anything. */
  private boolean heard;

  private volatile boolean shed;

  Connection(
      Worker worker,
      ConnectionTable table,
      Channel channel,
      @Nullable TlsLink tls,
      int requestsPerEvent,
      Consumer<Connection> gone) {
    this.worker = worker;
    this.table = table;
    this.channel = channel;
    this.tls = tls;
    this.requestsPerEvent = requestsPerEvent;
    this.gone = gone;
    session = new Session(worker, this);
    decoder = session.decoder();
    unread = new UnreadBytes(worker.requestBudget());
    unsent = new UnsentReplies(worker, channel);
    budget = requestsPerEvent;
  }

  @Override
  public int number() {
    return number;
  }

  /** Starts serving, once the table has room; from any thread. */
  void admitted(int given) {
    number = given;
    if (channel.eventLoop().inEventLoop()) {
      start();
    } else {
      runOnLoop(this::start);
    }
  }

  /** Sends the reason and closes; from any thread. */
  void refuse(byte[] words) {
    runOnLoop(
        () -> {
          state = State.CLOSING;
          channel
              .writeAndFlush(Unpooled.wrappedBuffer(words))
              .addListener(ChannelFutureListener.CLOSE);
        });
  }

  /** Runs an action on the event loop; an exception in it closes only this connection. */
  private void runOnLoop(Runnable action) {
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
    if (closing()) {
      return;
    }
    touch();
    if (tls != null) {
      tls.install(channel, HANDLER);
    }
    session.open();
    if (worker.events().watchesConnections()) {
      worker
          .events()
          .connection(
              "type=conn_new " + Addresses.event(channel.remoteAddress()) + " cfd=" + number);
    }
    proceed();
  }

  private void touch() {
    lastCommand.setOpaque(worker.now());
  }

  /** Seconds since the client's last complete request. */
  int idleSeconds() {
    return worker.now() - lastCommand.getOpaque();
  }

  /** Whether it is waiting for a request. */
  boolean idle() {
    return number >= 0 && !decoder.blocked() && !decoder.receivingData();
  }

  /** Closes a connection that was idle for too long. */
  void closeIdle() {
    worker.stats().count(Counter.IDLE_KICKS);
    closeReason = "idle_timeout";
    disconnect();
  }

  @Override
  public void disconnect() {
    channel.close();
  }

  /** Memory taken by input that is not yet served; from any thread. */
  long unreadBytes() {
    return shed ? 0 : unread.taken();
  }

  /** Reply bytes that the client has not taken; from any thread. */
  long unsentBytes() {
    return shed ? 0 : unsent.bytes();
  }

  /**
   * Closes the connection because its unfinished request takes the most memory; from any thread.
   */
  void shedRequest(byte[] words) {
    shed = true;
    runOnLoop(
        () -> {
          if (channel.isWritable()) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(words));
          }
          drop();
        });
  }

  /**
   * Closes the connection because its replies take the most memory, unless its client takes some of
   * them within a moment; a client is spared a few times for each request. From any thread.
   *
   * @param end run on the event loop with whether the connection was closed
   */
  void shedReplies(Consumer<Boolean> end) {
    shed = true;
    runOnLoop(
        () -> {
          long before = unsent.taken();
          LoopIterations.turn(
              channel.eventLoop(), TURNS_TO_SEND, () -> guarded(() -> closeIfStuck(before, end)));
        });
  }

  private void closeIfStuck(long before, Consumer<Boolean> end) {
    long left = channel.isActive() ? unsent.bytes() : 0;
    boolean slow = unsent.taken() > before && spared < MAX_SPARED;
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

  private boolean onLoop() {
    return channel.eventLoop().inEventLoop();
  }

  private boolean closing() {
    return state == State.CLOSING;
  }

  private void drop() {
    assert onLoop();
    state = State.CLOSING;
    dropUnread();
    TlsLink.abort(channel);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    assert onLoop();
    ByteBuf in = (ByteBuf) message;
    int length = in.readableBytes();
    worker.stats().count(Counter.BYTES_READ, length);
    heard = true;
    spared = 0;
    try {
      if (!closing()) {
        take(in.memoryAddress() + in.readerIndex(), length);
      }
    } finally {
      in.release();
    }
  }

  private void take(long address, int length) {
    if (session.isWatching()) {
      return;
    }
    if (!unread.isEmpty() || waiting()) {
      keep(address, length);
      if (!waiting()) {
        serveUnread();
      } else if (unread.size() > MAX_HELD || state != State.YIELDED) {
        channel.config().setAutoRead(false);
      }
      return;
    }
    int used = serve(address, length);
    if (!closing() && used < length && !session.isWatching()) {
      keep(address + used, length - used);
      pause();
    }
  }

  /** Whether serving is paused. */
  private boolean waiting() {
    return state != State.SERVING || decoder.blocked();
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
    if (closing()) {
      return;
    }
    unread.skip(session.isWatching() ? unread.size() : used);
    if (unread.isEmpty()) {
      worker.holdRead(-1);
    } else {
      pause();
    }
  }

  /** Serves the complete requests in these bytes; returns how many bytes were used. */
  private int serve(long address, int length) {
    assert onLoop();
    int requests = budget;
    boolean receiving = decoder.receivingData();
    int used = decoder.decode(address, length, budget);
    budget = decoder.budget();
    if (budget < requests || (receiving && !decoder.receivingData())) {
      touch();
    }
    if (decoder.closed()) {
      if (decoder.failed()) {
        closeReason = ERROR;
      }
      close();
    }
    return used;
  }

  /**
   * Stops reading if blocked, yields if the request budget is used up, closes if a line is too
   * long.
   */
  private void pause() {
    if (decoder.blocked()) {
      channel.config().setAutoRead(false);
    } else if (decoder.exhausted()) {
      yieldLoop();
    } else if (unread.size() > worker.requestBudget().limit() / LINES_IN_BUDGET) {
      closeReason = ERROR;
      close();
    }
  }

  /** Yields to other connections; continues in a later iteration of the event loop. */
  private void yieldLoop() {
    worker.stats().count(Counter.CONN_YIELDS);
    state = State.YIELDED;
    runOnLoop(this::takeTurn);
  }

  private void takeTurn() {
    if (state == State.YIELDED) {
      proceed();
    }
  }

  /** Starts serving, or continues after a yield or when the client has taken the replies. */
  private void proceed() {
    assert onLoop();
    state = State.SERVING;
    budget = requestsPerEvent;
    if (!waiting()) {
      serveUnread();
    }
    sendReplies();
    if (inputEnded && !waiting()) { // an unfinished request stays unfinished
      close();
    } else if ((!waiting() || session.isWatching()) && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (!heldByUpload()) {
      sendReplies();
    }
    budget = requestsPerEvent;
  }

  /** Whether the replies made wait for the end of an upload, as in memcached. */
  private boolean heldByUpload() {
    return decoder.receivingData() && !session.sendsDuringUpload();
  }

  /** Sends the replies made, and pauses while the client does not take them. */
  private void sendReplies() {
    boolean more = session.flush() || session.isWatching(); // a watching session pauses itself
    if (!more && !closing()) {
      state = State.CLOGGED;
      channel.config().setAutoRead(false);
    }
  }

  /** Continues when all is sent; if the channel is not writable, as soon as it becomes so. */
  private void awaitSent() {
    if (channel.isWritable()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> resume());
    }
  }

  @Override
  public boolean send(ByteBuf bytes) {
    assert onLoop();
    unsent.write(bytes);
    channel.flush();
    boolean more = !unsent.full();
    if (!more) {
      awaitSent();
    }
    return more;
  }

  @Override
  public boolean write(ByteBuf bytes) {
    assert onLoop();
    unsent.write(bytes);
    if (!channel.isWritable()) {
      channel.flush(); // epoll sends at once, and the channel may be writable again
    }
    return channel.isWritable();
  }

  @Override
  public void resume() {
    runOnLoop(this::unblock);
  }

  private void unblock() {
    if (closing() || !channel.isWritable()) {
      return;
    }
    if (decoder.blocked()) {
      session.resume();
      if (decoder.blocked()) {
        session.flush();
        return;
      }
    } else if (state != State.CLOGGED) {
      return;
    }
    proceed();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    unsent.hold(!channel.isWritable());
    if (channel.isWritable() && (state == State.CLOGGED || decoder.blocked())) {
      resume();
    }
  }

  /**
   * Closes once all replies are written; those that an unfinished upload holds back are dropped.
   */
  private void close() {
    if (!closing()) {
      state = State.CLOSING;
      dropUnread();
      if (!heldByUpload()) {
        session.flush();
      }
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      if (!waiting() || session.isWatching() || (state == State.ARRIVED && unread.isEmpty())) {
        close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    assert onLoop();
    state = State.CLOSING;
    if (tls != null && !tls.established()) {
      closeReason = ERROR;
    }
    unsent.hold(false);
    if (number >= 0 && worker.events().watchesConnections()) {
      worker
          .events()
          .connection(
              "type=conn_close "
                  + Addresses.event(channel.remoteAddress())
                  + " reason="
                  + closeReason
                  + " cfd="
                  + number);
    }
    gone.accept(this);
    table.remove(this);
    session.close();
    dropUnread();
    ctx.fireChannelInactive();
  }

  /** Closes the connection; reports any exception that is not a socket error. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    closeReason = ERROR;
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

  /** memcached's name of the state; from any thread. */
  private String stateName() {
    if (closing()) {
      return "conn_closing";
    }
    if (session.isWatching()) {
      return "conn_watch";
    }
    if (state == State.CLOGGED || decoder.blocked()) {
      return "conn_mwrite";
    }
    if (decoder.receivingData()) {
      return decoder.skippingData() ? "conn_swallow" : "conn_nread";
    }
    return heard ? "conn_read" : "conn_new_cmd";
  }

  /** The row of {@code stats conns}; from any thread. */
  ConnectionStats describe() {
    return new ConnectionStats(
        number,
        Addresses.text(channel.remoteAddress()),
        channel.localAddress() instanceof InetSocketAddress local
            ? Addresses.text(local)
            : table.onlyListener(),
        stateName(),
        Math.max(0, idleSeconds()));
  }
}

package dev.memfleet.server.net;

import dev.memfleet.server.session.Worker;
import dev.memfleet.server.stats.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Replies of one connection that its client has not taken. Confined to the event loop, except
 * {@link #bytes}.
 */
final class UnsentReplies {
  /** Most replies that may wait to be written, whatever their size. */
  private static final int MAX_UNSENT = 8;

  private final Worker worker;
  private final Channel channel;
  private long written;

  /** Whether the connection is counted as holding a reply. */
  private boolean held;

  UnsentReplies(Worker worker, Channel channel) {
    this.worker = worker;
    this.channel = channel;
  }

  /** Their bytes, from any thread. */
  long bytes() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }

  /** Bytes that the client has taken so far. */
  long taken() {
    return written - bytes();
  }

  /** Whether the client must take replies before more are made. */
  boolean full() {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    return unsent != null
        && (!channel.isWritable()
            || unsent.size() > MAX_UNSENT
            || (!unsent.isEmpty() && worker.repliesScarce()));
  }

  /** Adds bytes, which the next flush sends. */
  void write(ByteBuf bytes) {
    int length = bytes.readableBytes();
    written += length;
    worker.stats().count(Counter.BYTES_WRITTEN, length);
    channel.write(bytes, channel.voidPromise());
  }

  /** Counts the connection among those that hold a reply, or no longer. */
  void hold(boolean holds) {
    if (holds != held) {
      held = holds;
      worker.holdReply(holds ? 1 : -1);
    }
  }
}

package dev.memfleet.server.net;

import dev.memfleet.server.protocol.LoopBuffers;
import dev.memfleet.server.stats.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * The read buffers of one event loop's sockets: small ones, and large ones for sockets that receive
 * much. With io_uring all ready sockets have a buffer at the same time, so the number of large ones
 * is limited.
 */
@SuppressWarnings("deprecation") // Netty's own name for what its sockets still ask for
final class LoopReads extends AdaptiveRecvByteBufAllocator {
  private static final int SMALL = 2 << 10;
  private static final int LARGE = 64 << 10;
  private static final int MAX_LARGE = 64;

  private final LoopBuffers small = new LoopBuffers(SMALL, new Budget(Long.MAX_VALUE));
  private final LoopBuffers large = new LoopBuffers(LARGE, new Budget(Long.MAX_VALUE));

  private ByteBuf take(int guess) {
    return guess <= SMALL || large.taken() == MAX_LARGE ? small.take() : large.take();
  }

  /** Buffers for sockets of datagrams, each large enough for any. */
  RecvByteBufAllocator ofDatagrams() {
    return new FixedRecvByteBufAllocator(LARGE) {
      @Override
      public Handle newHandle() {
        return new LoopHandle((ExtendedHandle) super.newHandle());
      }
    };
  }

  /** Frees the memory; no buffer may be in use. */
  void close() {
    small.close();
    large.close();
  }

  @Override
  public Handle newHandle() {
    return new LoopHandle((ExtendedHandle) super.newHandle());
  }

  private final class LoopHandle extends DelegatingHandle implements ExtendedHandle {
    private final ExtendedHandle adaptive;

    LoopHandle(ExtendedHandle adaptive) {
      super(adaptive);
      this.adaptive = adaptive;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return take(adaptive.guess());
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
      return adaptive.continueReading(maybeMoreData);
    }
  }
}

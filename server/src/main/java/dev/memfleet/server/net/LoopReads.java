package dev.memfleet.server.net;

import dev.memfleet.server.protocol.LoopBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** Has sockets read into the event loop's buffers, and into larger ones where much arrives. */
@SuppressWarnings("deprecation") // Netty's own name for what its sockets still ask for
final class LoopReads extends AdaptiveRecvByteBufAllocator {
  private final LoopBuffers buffers;

  LoopReads(LoopBuffers buffers) {
    this.buffers = buffers;
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
      return adaptive.guess() <= buffers.size() ? buffers.take() : adaptive.allocate(allocator);
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
      return adaptive.continueReading(maybeMoreData);
    }
  }
}

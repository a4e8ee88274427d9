package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.stats.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;

/**
 * The reply buffers of one event loop: pools of a few sizes, and a separate buffer for anything
 * larger. All count against the budget of unsent replies. Confined to the event loop.
 */
public final class ReplyBuffers {
  private static final int SMALL = 4 << 10;

  /** Holds the largest value that is copied, with its header. */
  private static final int MEDIUM = 36 << 10;

  /** Holds as many replies as are sent together, and one more. */
  private static final int LARGE = 100 << 10;

  private final Budget budget;
  private final LoopBuffers small;
  private final LoopBuffers medium;
  private final LoopBuffers large;

  public ReplyBuffers(Budget budget) {
    this.budget = budget;
    small = new LoopBuffers(SMALL, budget);
    medium = new LoopBuffers(MEDIUM, budget);
    large = new LoopBuffers(LARGE, budget);
  }

  /** An empty buffer with at least this capacity in bytes; the caller must release it. */
  ByteBuf take(int bytes) {
    if (bytes <= SMALL) {
      return small.take();
    }
    if (bytes <= MEDIUM) {
      return medium.take();
    }
    return bytes <= LARGE ? large.take() : new Single(bytes);
  }

  /** Whether memory is short, so that a connection should have only one reply in progress. */
  public boolean scarce() {
    return budget.scarce();
  }

  /** Frees the memory; no buffer may be in use. */
  public void close() {
    small.close();
    medium.close();
    large.close();
  }

  /** A buffer that is freed when released. */
  private final class Single extends UnpooledUnsafeDirectByteBuf {
    private final long address;
    private final int size;

    Single(int size) {
      this(Memory.allocate(size), size);
    }

    private Single(long address, int size) {
      super(UnpooledByteBufAllocator.DEFAULT, Memory.view(address, size), size);
      this.address = address;
      this.size = size;
      clear();
      budget.take(size);
    }

    @Override
    protected void deallocate() {
      budget.take(-size);
      Memory.free(address);
    }
  }
}

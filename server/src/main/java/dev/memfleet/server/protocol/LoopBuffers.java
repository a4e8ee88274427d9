package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.stats.Budget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pool of buffers of one size for one event loop, in LIFO order so that common requests go
 * through the same few cache lines. Their memory is not part of the JVM's direct memory, so its
 * limit does not apply. Unused large buffers are freed beyond a limit; the memory of smaller ones
 * is kept until the pool is closed. Confined to the event loop, releases included.
 */
public final class LoopBuffers {
  /** Buffers smaller than this are allocated in batches of this number of bytes. */
  private static final int BATCH_BYTES = 32 << 10;

  /** Most bytes of large buffers kept for reuse. */
  private static final int MAX_CACHED_BYTES = 1 << 20;

  /**
   * Smallest change of the bytes in use by smaller buffers that is reported to the budget; large
   * buffers are reported one by one.
   */
  private static final int COUNTED_BYTES = 64 << 10;

  private final int size;
  private final Budget budget;
  private final List<Long> batches = new ArrayList<>();
  private Recycled[] free = new Recycled[BATCH_BYTES / 1024];
  private int count;
  private int taken;
  private int counted;

  /**
   * @param size bytes of each buffer
   * @param budget charged for the buffers in use
   */
  public LoopBuffers(int size, Budget budget) {
    this.size = size;
    this.budget = budget;
  }

  public int size() {
    return size;
  }

  /** Buffers in use. */
  public int taken() {
    return taken;
  }

  /** An empty buffer; the caller must release it. */
  public ByteBuf take() {
    if (count == 0) {
      add();
    }
    taken++;
    updateBudget();
    return free[--count];
  }

  private void updateBudget() {
    long more = (long) (taken - counted) * size;
    if (Math.abs(more) >= COUNTED_BYTES || (large() && more != 0)) {
      counted = taken;
      budget.take(more);
    }
  }

  private void add() {
    if (large()) {
      push(new Recycled(Memory.allocate(size)));
      return;
    }
    long batch = Memory.allocate(BATCH_BYTES);
    batches.add(batch);
    for (int at = 0; at < BATCH_BYTES; at += size) {
      push(new Recycled(batch + at));
    }
  }

  private boolean large() {
    return size >= BATCH_BYTES;
  }

  private void push(Recycled buffer) {
    if (count == free.length) {
      free = Arrays.copyOf(free, 2 * count);
    }
    free[count++] = buffer;
  }

  private void recycle(Recycled buffer) {
    taken--;
    updateBudget();
    if (large() && (long) count * size >= MAX_CACHED_BYTES) {
      Memory.free(buffer.address);
    } else {
      push(buffer);
    }
  }

  /** Frees the memory; no buffer may be in use. */
  public void close() {
    for (int i = 0; large() && i < count; i++) {
      Memory.free(free[i].address);
    }
    count = 0;
    batches.forEach(Memory::free);
    batches.clear();
  }

  /** A buffer that returns to the pool when released. */
  private final class Recycled extends UnpooledUnsafeDirectByteBuf {
    private final long address;

    Recycled(long address) {
      super(UnpooledByteBufAllocator.DEFAULT, Memory.view(address, size), size);
      this.address = address;
      clear();
    }

    @Override
    protected void deallocate() {
      resetRefCnt();
      clear();
      recycle(this);
    }
  }
}

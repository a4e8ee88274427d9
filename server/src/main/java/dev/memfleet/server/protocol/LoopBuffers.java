package dev.memfleet.server.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small direct buffers of one event loop. The one released last is the next to be taken, so that
 * common requests go through the same few cache lines. Memory once taken stays. Confined to the
 * event loop, releases too.
 */
public final class LoopBuffers {
  private static final int BATCH_BYTES = 32 << 10;

  private final ByteBufAllocator allocator;
  private final int size;
  private final List<ByteBuf> batches = new ArrayList<>();
  private Recycled[] free = new Recycled[BATCH_BYTES / 1024];
  private int count;

  /**
   * @param size bytes of each buffer
   */
  public LoopBuffers(ByteBufAllocator allocator, int size) {
    this.allocator = allocator;
    this.size = size;
  }

  public int size() {
    return size;
  }

  /** An empty buffer, to be released by the taker. */
  public ByteBuf take() {
    if (count == 0) {
      addBatch();
    }
    return free[--count];
  }

  private void addBatch() {
    ByteBuf batch = allocator.directBuffer(BATCH_BYTES, BATCH_BYTES);
    batches.add(batch);
    for (int at = 0; at < BATCH_BYTES; at += size) {
      put(new Recycled(batch.internalNioBuffer(at, size)));
    }
  }

  private void put(Recycled buffer) {
    if (count == free.length) {
      free = Arrays.copyOf(free, 2 * count);
    }
    free[count++] = buffer;
  }

  /** Gives the memory back; no buffer may be in use. */
  public void close() {
    count = 0;
    batches.forEach(ByteBuf::release);
    batches.clear();
  }

  /** A part of a batch, back on the stack at its release. */
  private final class Recycled extends UnpooledUnsafeDirectByteBuf {
    Recycled(ByteBuffer part) {
      super(allocator, part, size);
      clear();
    }

    @Override
    protected void deallocate() {
      resetRefCnt();
      clear();
      put(this);
    }
  }
}

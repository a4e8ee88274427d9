package dev.memfleet.server.session;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.Store;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledUnsafeDirectByteBuf;

/**
 * A large value that is sent from its place in the store. It stays pinned until its last piece is
 * sent or dropped. Confined to the event loop.
 */
final class PinnedValue {
  private final Store store;
  private final long pin;

  /** Pieces being sent, plus one while more are to come. */
  private int holders = 1;

  PinnedValue(Store store, long pin) {
    this.store = store;
    this.pin = pin;
  }

  /** Bytes of the n-th piece, possibly 0. */
  int length(int n) {
    return store.segmentLength(pin, n);
  }

  /** The first bytes of the n-th piece, in place; the caller must release them. */
  ByteBuf take(int n, int bytes) {
    return new Piece(store.segment(pin, n), bytes);
  }

  /** Called when a piece is released, and when no more are to come. */
  void release() {
    holders--;
    if (holders == 0) {
      store.unpin(pin);
    }
  }

  /** Keeps the value pinned until it is released. */
  private final class Piece extends UnpooledUnsafeDirectByteBuf {
    Piece(long address, int bytes) {
      super(UnpooledByteBufAllocator.DEFAULT, Memory.view(address, bytes), bytes);
      holders++;
    }

    @Override
    protected void deallocate() {
      PinnedValue.this.release();
    }
  }
}

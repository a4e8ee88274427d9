package dev.memfleet.server.session;

import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.item.Memory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A large value on its way to a client, sent from where it lies. It is pinned until the last of its
 * pieces has left, or was given up. Confined to the event loop.
 */
final class PinnedValue {
  private final Store store;
  private final long pin;

  /** Pieces under way, and one for as long as there are more to come. */
  private int holders = 1;

  PinnedValue(Store store, long pin) {
    this.store = store;
    this.pin = pin;
  }

  /** Bytes of the n-th piece, perhaps none. */
  int length(int n) {
    return store.segmentLength(pin, n);
  }

  /**
   * The first bytes of the n-th piece, in place; {@link #release} is due when it is no longer
   * needed.
   */
  ByteBuf take(int n, int bytes) {
    holders++;
    return Unpooled.wrappedBuffer(Memory.view(store.segment(pin, n), bytes));
  }

  /** One piece has left, or there are no more to come. */
  void release() {
    holders--;
    if (holders == 0) {
      store.unpin(pin);
    }
  }
}

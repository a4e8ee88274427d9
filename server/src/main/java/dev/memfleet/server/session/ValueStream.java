package dev.memfleet.server.session;

import dev.memfleet.server.store.Store;
import org.jspecify.annotations.Nullable;

/** Sends a pinned value piece by piece, as the client takes it. */
final class ValueStream {
  /** Larger values are pinned and sent without a copy. */
  static final int THRESHOLD = 32 << 10;

  private final Store store;
  private @Nullable PinnedValue value;
  private int remaining;
  private int next;

  ValueStream(Store store) {
    this.store = store;
  }

  /** Starts with a pinned value of this many bytes, and takes over the pin. */
  void start(long pin, int bytes) {
    value = new PinnedValue(store, pin);
    remaining = bytes;
    next = 0;
  }

  /**
   * Sends as much as the client takes.
   *
   * @return whether all is sent and more may follow; true without a value
   */
  boolean send(Session session) {
    PinnedValue sending = value;
    boolean writable = true;
    while (sending != null && remaining > 0 && writable) {
      int length = Math.min(remaining, sending.length(next));
      if (length > 0) {
        writable = session.write(sending, next, length);
      }
      remaining -= length;
      next++;
    }
    if (remaining == 0) {
      stop();
    }
    return writable;
  }

  /** Stops sending the value. */
  void stop() {
    PinnedValue sent = value;
    value = null;
    remaining = 0;
    if (sent != null) {
      sent.release();
    }
  }
}

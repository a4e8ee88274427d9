package dev.memfleet.server.command;

import dev.memfleet.server.store.Store;

/** Copies a pinned value out of its chunks, piece by piece. */
final class ValueStream {
  /** Larger values are sent piece by piece. */
  static final int THRESHOLD = 32 << 10;

  private static final int PIECE = 64 << 10;

  private final Store store;
  private long pin;
  private int remaining;
  private int segment;
  private int offset;

  ValueStream(Store store) {
    this.store = store;
  }

  /** Takes over a pin on so many bytes. */
  void start(long pin, int bytes) {
    this.pin = pin;
    remaining = bytes;
    segment = 0;
    offset = 0;
  }

  /**
   * Sends on as the client takes it.
   *
   * @return whether all is sent, or none was under way
   */
  boolean send(Session session) {
    while (remaining > 0) {
      int left = store.segmentLength(pin, segment) - offset;
      int length = Math.min(PIECE, left);
      session.reply.append(store.segment(pin, segment) + offset, length);
      remaining -= length;
      offset += length;
      if (length == left) {
        segment++;
        offset = 0;
      }
      if (session.reply.size() >= Session.FULL && !session.flush()) {
        return false;
      }
    }
    stop();
    return session.reply.size() < Session.FULL || session.flush();
  }

  /** Lets the value go. */
  void stop() {
    if (pin != 0) {
      store.unpin(pin);
      pin = 0;
      remaining = 0;
    }
  }
}

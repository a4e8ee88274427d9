package dev.memfleet.exporter.protocol;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What answers that are larger than any real one may hold together, so that many lying nodes cost
 * no more memory than one.
 */
public final class AnswerMemory {
  /** An answer up to this many bytes is never counted: the largest real ones are a fifth of it. */
  static final int UNCOUNTED = 512 * 1024;

  /** Bytes for all larger answers that arrive at a time; enough for one of the longest. */
  static final long SHARED = 24L * 1024 * 1024;

  private final AtomicLong left = new AtomicLong(SHARED);

  /** Takes bytes, or fails when too many are taken. */
  void take(long bytes) throws ProtocolException {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new ProtocolException("too many large answers at a time");
    }
  }

  void give(long bytes) {
    left.addAndGet(bytes);
  }

  long left() {
    return left.get();
  }
}

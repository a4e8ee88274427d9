package dev.memfleet.exporter.protocol;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A shared memory limit for answers larger than any real one, so that many malicious nodes cost no
 * more memory than one.
 */
public final class AnswerMemory {
  /** Answers up to this size in bytes are not counted; the largest real ones are a fifth of it. */
  static final int UNCOUNTED = 512 * 1024;

  /** Bytes for all larger answers in flight; enough for one of the maximum length. */
  static final long SHARED = 24L * 1024 * 1024;

  private final AtomicLong left = new AtomicLong(SHARED);

  /** Reserves bytes, or fails when the limit is reached. */
  void take(long bytes) throws ProtocolException {
    if (left.addAndGet(-bytes) < 0) {
      left.addAndGet(bytes);
      throw new ProtocolException("too many large answers at the same time");
    }
  }

  void release(long bytes) {
    left.addAndGet(bytes);
  }

  long left() {
    return left.get();
  }
}

package dev.memfleet.server.stats;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of one kind that all connections together may keep. Whoever takes more is asked to give
 * back.
 */
public final class Budget {
  /** The part of the budget beyond which it is scarce. */
  private static final int SCARCE = 4;

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private volatile Runnable exceeded = () -> {};

  public Budget(long limit) {
    this.limit = limit;
  }

  /** Sets what is run, by whoever takes too much, to have bytes given back. */
  public void onExceeded(Runnable action) {
    exceeded = action;
  }

  /** Takes bytes, or gives them back when negative. */
  public void take(long bytes) {
    if (used.addAndGet(bytes) > limit && bytes > 0) {
      exceeded.run();
    }
  }

  /** Bytes taken beyond the limit; not positive while there are none. */
  public long excess() {
    return used.get() - limit;
  }

  /** Whether each connection should take as little as it can. */
  public boolean scarce() {
    return used.get() > limit / SCARCE;
  }

  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}

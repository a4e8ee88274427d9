package dev.memfleet.server.stats;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of one kind that all connections together may hold. When they hold more, an action frees
 * some.
 */
public final class Budget {
  /** Beyond the limit divided by this, the budget is scarce. */
  private static final int SCARCE_DIVISOR = 4;

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private volatile Runnable exceeded = () -> {};

  public Budget(long limit) {
    this.limit = limit;
  }

  /** Sets the action that frees bytes; the thread that exceeds the limit runs it. */
  public void onExceeded(Runnable action) {
    exceeded = action;
  }

  /** Takes bytes; a negative number returns them. */
  public void take(long bytes) {
    if (used.addAndGet(bytes) > limit && bytes > 0) {
      exceeded.run();
    }
  }

  /** Bytes taken beyond the limit; zero or negative within it. */
  public long excess() {
    return used.get() - limit;
  }

  /** Whether each connection should take as little as possible. */
  public boolean scarce() {
    return used.get() > limit / SCARCE_DIVISOR;
  }

  /** Whether the budget would not be scarce with this many bytes more. */
  public boolean affords(long bytes) {
    return used.get() + bytes <= limit / SCARCE_DIVISOR;
  }

  public long used() {
    return used.get();
  }

  public long limit() {
    return limit;
  }
}

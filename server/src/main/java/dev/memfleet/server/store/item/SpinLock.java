package dev.memfleet.server.store.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock for sections of well under a microsecond; a subclass's fields fill up its cache line. */
public class SpinLock {
  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(SpinLock.class, "held", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("UnusedVariable") // accessed through HELD
  private int held;

  /** Takes the lock if it is free. */
  public final boolean tryLock() {
    return HELD.compareAndSet(this, 0, 1);
  }

  /** Takes the lock, waiting for it if needed; not reentrant. */
  public final void lock() {
    if (!tryLock()) {
      Backoff backoff = new Backoff();
      do {
        backoff.pause();
      } while (!tryLock());
    }
  }

  /** Releases the lock. */
  public final void unlock() {
    HELD.setRelease(this, 0);
  }
}

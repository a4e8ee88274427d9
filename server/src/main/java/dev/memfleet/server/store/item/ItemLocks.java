package dev.memfleet.server.store.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The locks that guard items, by the hash of their key. One lock covers whole buckets of the index,
 * whatever its size. The lock order is item, LRU segment, slab class; against it only {@link
 * #tryLock} is allowed.
 */
public final class ItemLocks {
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int POWER = 11;
  private static final int COUNT = 1 << POWER;
  private static final int STRIDE = 16; // ints of a cache line

  private final int[] slots = new int[(COUNT + 1) * STRIDE];

  private static int slot(int hash) {
    return ((hash & (COUNT - 1)) + 1) * STRIDE;
  }

  /** Takes the lock of a hash; not reentrant. */
  public void lock(int hash) {
    int slot = slot(hash);
    if (!SLOTS.compareAndSet(slots, slot, 0, 1)) {
      await(slot);
    }
  }

  private void await(int slot) {
    Backoff backoff = new Backoff();
    do {
      backoff.pause();
    } while (!SLOTS.compareAndSet(slots, slot, 0, 1));
  }

  /** Takes the lock of a hash if it is free. */
  public boolean tryLock(int hash) {
    return SLOTS.compareAndSet(slots, slot(hash), 0, 1);
  }

  /** Releases the lock of a hash. */
  public void unlock(int hash) {
    SLOTS.setRelease(slots, slot(hash), 0);
  }

  /** Takes every lock, to change what all of them guard. */
  public void lockAll() {
    for (int hash = 0; hash < COUNT; hash++) {
      lock(hash);
    }
  }

  public void unlockAll() {
    for (int hash = 0; hash < COUNT; hash++) {
      unlock(hash);
    }
  }
}

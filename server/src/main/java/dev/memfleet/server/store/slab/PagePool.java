package dev.memfleet.server.store.slab;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.SpinLock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** All pages: their number and its limit, and the free ones, which belong to no class. */
final class PagePool extends SpinLock implements AutoCloseable {
  private static final int TOLERATED_FRACTION = 10;

  private final Deque<Long> free = new ArrayDeque<>();
  private final long preallocated; // one block of all pages, or 0
  private final long preallocatedEnd;
  private long nextPreallocated;
  private long limit;
  private long allocated;
  private boolean limitReached;
  private volatile @Nullable Runnable surplusTaker;

  PagePool(long limit, boolean preallocate) {
    this.limit = limit;
    preallocated = preallocate && limit > 0 ? Memory.allocate(limit) : 0;
    preallocatedEnd = preallocated + limit;
    nextPreallocated = preallocated;
  }

  /** Takes a page within the limit; 0 if there is none. */
  long take() {
    return takeWithin(0);
  }

  /**
   * Takes the first page of a class, even beyond the limit: by any amount or, while a surplus taker
   * is set, by at most a tenth of the limit or one page, whichever is more. The taker is then run.
   */
  long takeFirst() {
    Runnable taker = surplusTaker;
    if (taker == null) {
      return takeBeyond();
    }
    long page = takeWithin(Math.max(limit() / TOLERATED_FRACTION, SlabOptions.PAGE_SIZE));
    taker.run();
    return page;
  }

  /** Takes a page, regardless of the limit. */
  long takeBeyond() {
    return takeWithin(Long.MAX_VALUE);
  }

  private long takeWithin(long surplus) {
    lock();
    try {
      if (!free.isEmpty()) {
        return free.pop();
      }
      if (limit != 0 && allocated + SlabOptions.PAGE_SIZE - limit > surplus) {
        limitReached = true;
        return 0;
      }
      long page = fresh();
      if (page != 0) {
        allocated += SlabOptions.PAGE_SIZE;
      }
      return page;
    } finally {
      unlock();
    }
  }

  /** Sets what to run when there may be more pages than the limit allows; null for nothing. */
  void surplusTaker(@Nullable Runnable taker) {
    surplusTaker = taker;
  }

  private long fresh() {
    if (preallocated == 0) {
      return Memory.allocate(SlabOptions.PAGE_SIZE);
    }
    if (nextPreallocated + SlabOptions.PAGE_SIZE > preallocatedEnd) {
      return 0;
    }
    long page = nextPreallocated;
    nextPreallocated += SlabOptions.PAGE_SIZE;
    return page;
  }

  /** Returns a page; it is freed if there are too many. */
  void give(long page) {
    lock();
    free.push(page);
    releaseSurplus();
    unlock();
  }

  private void releaseSurplus() {
    while (preallocated == 0 && limit != 0 && allocated > limit && !free.isEmpty()) {
      Memory.free(free.pop());
      allocated -= SlabOptions.PAGE_SIZE;
    }
  }

  /** Changes the limit; false if memory was preallocated. */
  boolean limit(long bytes) {
    if (preallocated != 0) {
      return false;
    }
    lock();
    limit = bytes;
    limitReached = false;
    releaseSurplus();
    unlock();
    return true;
  }

  long limit() {
    lock();
    try {
      return limit;
    } finally {
      unlock();
    }
  }

  /** Bytes of all pages. */
  long allocated() {
    lock();
    try {
      return allocated;
    } finally {
      unlock();
    }
  }

  /** Pages without a class. */
  int size() {
    lock();
    try {
      return free.size();
    } finally {
      unlock();
    }
  }

  /** Whether a page has been refused since the limit was set. */
  boolean limitReached() {
    lock();
    try {
      return limitReached;
    } finally {
      unlock();
    }
  }

  @Override
  public void close() {
    if (preallocated != 0) {
      Memory.free(preallocated);
      return;
    }
    free.forEach(Memory::free);
    free.clear();
  }

  /** Frees a page when the store closes. */
  void dispose(long page) {
    if (preallocated == 0) {
      Memory.free(page);
    }
  }
}

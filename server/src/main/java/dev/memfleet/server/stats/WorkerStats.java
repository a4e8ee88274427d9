package dev.memfleet.server.stats;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One worker's counters. Only its own thread writes them, so that a count costs a load and a store;
 * any thread may read them.
 */
public final class WorkerStats {
  static final int CLASSES = 64;

  /** Slab classes in each of four LRU segments. */
  static final int LRUS = 4 * CLASSES;

  static final int CLASS_BASE = Counter.values().length;
  static final int LRU_BASE = CLASS_BASE + ClassCounter.values().length * CLASSES;
  static final int SIZE = LRU_BASE + LRUS;

  private final AtomicLongArray counts = new AtomicLongArray(SIZE);

  WorkerStats() {}

  public void count(Counter counter) {
    add(counter.index, 1);
  }

  public void count(Counter counter, long amount) {
    add(counter.index, amount);
  }

  public void count(ClassCounter counter, int slabClass) {
    add(CLASS_BASE + counter.index * CLASSES + slabClass, 1);
  }

  /** Counts a get that hit in this segment of this class. */
  public void countHit(int lruIndex) {
    add(LRU_BASE + lruIndex, 1);
  }

  private void add(int index, long amount) {
    counts.setOpaque(index, counts.getPlain(index) + amount);
  }

  long read(int index) {
    return counts.getOpaque(index);
  }
}

package dev.memfleet.server.store.lru;

import java.util.Arrays;

/** Counts what happens to the items of a segment, guarded by its lock; or sums of such counts. */
public final class LruCounters {
  private final long[] counts = new long[LruCounter.values().length];
  private long evictedTime;

  LruCounters() {}

  void count(LruCounter counter) {
    counts[counter.index]++;
  }

  void count(LruCounter counter, long amount) {
    counts[counter.index] += amount;
  }

  /** Records how many seconds ago the last evicted item was used. */
  void evictedTime(long seconds) {
    evictedTime = seconds;
  }

  public long get(LruCounter counter) {
    return counts[counter.index];
  }

  /** Seconds since the last evicted item was used; of several segments, the most. */
  public long evictedTime() {
    return evictedTime;
  }

  /** Adds other counts. */
  void add(LruCounters other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    evictedTime = Math.max(evictedTime, other.evictedTime);
  }

  void reset() {
    Arrays.fill(counts, 0);
    evictedTime = 0;
  }
}

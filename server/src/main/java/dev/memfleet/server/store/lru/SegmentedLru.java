package dev.memfleet.server.store.lru;

import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.slab.SlabClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The segmented LRU, which decides what items of each slab class to keep. New items are hot; they
 * leave hot for warm if they were fetched more than once, else for cold; a cold item fetched again
 * becomes warm; the oldest cold item is evicted. Short-lived items may have a separate segment.
 *
 * <p>See memcached's doc/new_lru.txt.
 */
public final class SegmentedLru {
  private static final int INDEXES = 256;
  private static final int SEGMENTS = 4;

  private final LruSegment[] segments = new LruSegment[INDEXES];
  private final LongAdder bumpsDropped = new LongAdder();
  private volatile LruTuning tuning;

  public SegmentedLru(LruTuning tuning) {
    this.tuning = tuning;
    for (int i = 0; i < INDEXES; i++) {
      segments[i] = new LruSegment();
    }
  }

  public LruTuning tuning() {
    return tuning;
  }

  public void tune(LruTuning changed) {
    tuning = changed;
  }

  LruSegment segment(int lruIndex) {
    return segments[lruIndex];
  }

  /** The segment for a new item. */
  public int indexForNew(int slabClass, int expiry, int now) {
    LruTuning current = tuning;
    if (current.temporary() && Integer.compareUnsigned(expiry - now, current.temporaryTtl()) <= 0) {
      return slabClass | ItemLayout.TEMP;
    }
    return slabClass | (current.segmented() ? ItemLayout.HOT : ItemLayout.COLD);
  }

  void add(long item) {
    LruSegment segment = segments[ItemLayout.lruIndex(item)];
    segment.lock();
    segment.add(item);
    segment.unlock();
  }

  public void addNew(long item) {
    LruSegment segment = segments[ItemLayout.lruIndex(item)];
    segment.lock();
    segment.add(item);
    segment.counters.count(LruCounter.LINKED);
    segment.unlock();
  }

  public void remove(long item) {
    LruSegment segment = segments[ItemLayout.lruIndex(item)];
    segment.lock();
    segment.remove(item);
    segment.unlock();
  }

  /**
   * Applies a use: a cold item that is active moves to warm; in a flat LRU, an item not used for a
   * minute becomes the latest.
   */
  public void update(long item, int now) {
    if (!tuning.segmented()) {
      if (ItemLayout.time(item) < now - TailPuller.UPDATE_INTERVAL) {
        ItemLayout.time(item, now);
        remove(item);
        add(item);
      }
    } else if ((ItemLayout.lruIndex(item) & ~ItemLayout.CLASS_MASK) == ItemLayout.COLD
        && ItemLayout.has(item, ItemLayout.ACTIVE)) {
      warm(item, now);
    } else {
      ItemLayout.time(item, now);
    }
  }

  /**
   * Promotes a cold item in use to warm. If a lock is taken, it drops the use instead of waiting,
   * so that the next use tries again.
   */
  private void warm(long item, int now) {
    LruSegment cold = segments[ItemLayout.lruIndex(item)];
    int index = ItemLayout.slabClass(item) | ItemLayout.WARM;
    LruSegment warm = segments[index];
    ItemLayout.clear(item, ItemLayout.ACTIVE);
    if (!cold.tryLock()) {
      bumpsDropped.increment();
      return;
    }
    if (warm.tryLock()) {
      cold.remove(item);
      ItemLayout.time(item, now);
      ItemLayout.lruIndex(item, index);
      warm.add(item);
      warm.counters.count(LruCounter.MOVES_TO_WARM);
      warm.unlock();
    } else {
      bumpsDropped.increment();
    }
    cold.unlock();
  }

  /** Uses that were dropped. */
  public long bumpsDropped() {
    return bumpsDropped.sum();
  }

  /** Counts the evictions that an allocation tried, and whether it failed. */
  public void countAllocation(int slabClass, int reclaims, boolean failed) {
    LruSegment segment = segments[slabClass];
    segment.lock();
    segment.counters.count(LruCounter.DIRECT_RECLAIMS, reclaims);
    segment.counters.count(LruCounter.OUT_OF_MEMORY, failed ? 1 : 0);
    segment.unlock();
  }

  /** A counter of a class, over its segments. */
  long count(int slabClass, LruCounter counter) {
    long sum = 0;
    for (int i = 0; i < SEGMENTS; i++) {
      LruSegment segment = segments[slabClass | i * ItemLayout.WARM];
      segment.lock();
      sum += segment.counters.get(counter);
      segment.unlock();
    }
    return sum;
  }

  /** Seconds since the oldest cold item of a class was used; 0 without any. */
  int coldAge(int slabClass, int now) {
    LruSegment cold = segments[slabClass | ItemLayout.COLD];
    cold.lock();
    try {
      return cold.tailAge(now);
    } finally {
      cold.unlock();
    }
  }

  /** Bytes of a class's items in hot, warm and cold. */
  long bytes(int slabClass) {
    long bytes = 0;
    for (int bits = ItemLayout.HOT; bits <= ItemLayout.COLD; bits += ItemLayout.WARM) {
      LruSegment segment = segments[slabClass | bits];
      segment.lock();
      bytes += segment.bytes();
      segment.unlock();
    }
    return bytes;
  }

  /** Items in all classes. */
  public long items() {
    long items = 0;
    for (LruSegment segment : segments) {
      segment.lock();
      items += segment.count();
      segment.unlock();
    }
    return items;
  }

  /** The numbers of all classes together. */
  public LruTotals totals() {
    LruCounters sum = new LruCounters();
    long items = 0;
    long bytes = 0;
    for (LruSegment segment : segments) {
      segment.lock();
      sum.add(segment.counters);
      items += segment.count();
      bytes += segment.bytes();
      segment.unlock();
    }
    return new LruTotals(items, bytes, sum);
  }

  /** The numbers of each class that has items. */
  public List<ItemStats> stats(int now) {
    List<ItemStats> all = new ArrayList<>();
    for (int slabClass = 1; slabClass < SlabClasses.LIMIT; slabClass++) {
      ItemStats stats = stats(slabClass, now);
      if (stats.number() > 0) {
        all.add(stats);
      }
    }
    return all;
  }

  private ItemStats stats(int slabClass, int now) {
    LruCounters sum = new LruCounters();
    long[] counts = new long[SEGMENTS];
    int[] ages = new int[SEGMENTS];
    long bytes = 0;
    for (int i = 0; i < SEGMENTS; i++) {
      LruSegment segment = segments[slabClass | i * ItemLayout.WARM];
      segment.lock();
      sum.add(segment.counters);
      counts[i] = segment.count();
      ages[i] = segment.tailAge(now);
      bytes += segment.bytes();
      segment.unlock();
    }
    return new ItemStats(
        slabClass, counts[0], counts[1], counts[2], counts[3], ages[0], ages[1], ages[2], bytes,
        sum);
  }

  /** Zeroes the counters. */
  public void resetCounters() {
    bumpsDropped.reset();
    for (LruSegment segment : segments) {
      segment.lock();
      segment.counters.reset();
      segment.unlock();
    }
  }
}

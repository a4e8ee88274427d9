package dev.memfleet.server.store.lru;

import dev.memfleet.server.store.item.ItemLayout;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Linked items by total size, rounded up to 32 bytes; empty unless enabled. */
public final class SizeHistogram {
  private static final int STEP = 32;

  private final boolean enabled;
  private final AtomicIntegerArray buckets;

  public SizeHistogram(boolean enabled, int itemSizeMax) {
    this.enabled = enabled;
    buckets = new AtomicIntegerArray(enabled ? itemSizeMax / STEP + 2 : 0);
  }

  public void add(long item) {
    if (enabled) {
      buckets.getAndIncrement(bucket(item));
    }
  }

  public void remove(long item) {
    if (enabled) {
      buckets.getAndDecrement(bucket(item));
    }
  }

  private static int bucket(long item) {
    return (ItemLayout.totalSize(item) + STEP - 1) / STEP;
  }

  /** Items by upper bound of their size. */
  public SortedMap<Integer, Long> sizes() {
    SortedMap<Integer, Long> sizes = new TreeMap<>();
    for (int i = 0; i < buckets.length(); i++) {
      if (buckets.get(i) != 0) {
        sizes.put(i * STEP, (long) buckets.get(i));
      }
    }
    return sizes;
  }
}

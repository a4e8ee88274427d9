package dev.memfleet.exporter.insight.curve;

import java.util.List;

/**
 * The memory of a node's items.
 *
 * @param bytes of the chunks in use
 * @param pages that slab classes have
 * @param classes that have a page
 * @param chunkSizes by number of the class; 0 where there is none
 * @param full whether items are evicted for lack of memory
 */
public record Capacity(long bytes, int pages, int classes, List<Integer> chunkSizes, boolean full) {
  public Capacity {
    chunkSizes = List.copyOf(chunkSizes);
  }

  /** Assumed bytes of an item without a known class, in addition to its value. */
  private static final int OVERHEAD = 90;

  private static final int MIN_PAGES = 2;

  /**
   * Whether a full node has fewer than two pages per class on average. Its hit ratio then depends
   * on which class gets the next page rather than on the total memory.
   */
  boolean isCrowded() {
    return full && pages < MIN_PAGES * classes;
  }

  /** The bytes for items with a multiple of the memory: each class keeps at least a page. */
  double bytesAt(double memory) {
    double share = Math.max(memory, classes / (double) Math.max(1, pages));
    return bytes * share;
  }

  int weight(int slabClass, long size) {
    int known = slabClass > 0 && slabClass < chunkSizes.size() ? chunkSizes.get(slabClass) : 0;
    return known > 0 ? known : (int) Math.min(Integer.MAX_VALUE, OVERHEAD + Math.max(0, size));
  }
}

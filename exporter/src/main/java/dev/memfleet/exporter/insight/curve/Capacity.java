package dev.memfleet.exporter.insight.curve;

import java.util.List;

/**
 * How much memory a node's items have.
 *
 * @param bytes of the chunks in use
 * @param pages that slab classes have
 * @param classes that have a page
 * @param chunkSizes by number of the class; 0 where there is none
 * @param full whether items have to make room for others
 */
public record Capacity(long bytes, int pages, int classes, List<Integer> chunkSizes, boolean full) {
  public Capacity {
    chunkSizes = List.copyOf(chunkSizes);
  }

  /** What an item without a known class is reckoned to need besides its value. */
  private static final int OVERHEAD = 90;

  private static final int FEWEST_PAGES = 2;

  /**
   * Whether most classes have so few pages that the next page of memory goes to the one that needs
   * it most: then memory in all says little about hits.
   */
  boolean isCrowded() {
    return full && pages < FEWEST_PAGES * classes;
  }

  /** The bytes that items would have with a multiple of the memory: no class without a page. */
  double bytesAt(double memory) {
    double share = Math.max(memory, classes / (double) Math.max(1, pages));
    return bytes * share;
  }

  int weight(int slabClass, long size) {
    int known = slabClass > 0 && slabClass < chunkSizes.size() ? chunkSizes.get(slabClass) : 0;
    return known > 0 ? known : (int) Math.min(Integer.MAX_VALUE, OVERHEAD + Math.max(0, size));
  }
}

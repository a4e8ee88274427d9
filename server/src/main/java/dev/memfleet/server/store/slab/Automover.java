package dev.memfleet.server.store.slab;

import java.util.List;

/**
 * Decides, once a second, which page to give up: one of the class with the most pages while there
 * are more pages than the limit allows, else one of a class that has had pages to spare for a
 * while.
 */
final class Automover {
  private static final int NONE = -1;
  private static final int CALM_SECONDS = 30;
  private static final double SPARE_PAGES = 1.5;

  private final SlabAllocator slabs;
  private final int[] calm = new int[SlabClasses.LIMIT]; // seconds a class has had pages to spare
  private final long[] pages = new long[SlabClasses.LIMIT];

  Automover(SlabAllocator slabs) {
    this.slabs = slabs;
  }

  /** The class with the most pages if there are too many pages, else {@code -1}. */
  int overLimit() {
    long limit = slabs.limit();
    if (limit == 0 || slabs.allocatedBytes() <= limit) {
      return NONE;
    }
    SlabStats richest = null;
    for (SlabStats stats : slabs.stats()) {
      if (richest == null || stats.totalPages() > richest.totalPages()) {
        richest = stats;
      }
    }
    return richest == null || richest.totalPages() < 2 ? NONE : richest.slabClass();
  }

  /** A class that has more free chunks than it needs, or {@code -1}; called once a second. */
  int spare() {
    int found = NONE;
    List<SlabStats> all = slabs.stats();
    for (SlabStats stats : all) {
      int id = stats.slabClass();
      boolean spare =
          stats.totalPages() > 1
              && stats.totalPages() == pages[id]
              && stats.freeChunks() > SPARE_PAGES * stats.chunksPerPage();
      pages[id] = stats.totalPages();
      calm[id] = spare ? calm[id] + 1 : 0;
      if (calm[id] >= CALM_SECONDS) {
        found = id;
      }
    }
    return found;
  }
}

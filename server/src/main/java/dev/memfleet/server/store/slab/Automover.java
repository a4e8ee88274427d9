package dev.memfleet.server.store.slab;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides which page to move, as memcached does. While there are more pages than the limit allows,
 * the class with the most pages gives one up. Otherwise, once a second, over a window of seconds:
 *
 * <ul>
 *   <li>a class with several free pages gives one to the pool, unless it evicted, refused items or
 *       grew within the window;
 *   <li>among the classes that evict in most seconds, or that cause over a quarter of all
 *       evictions, the one with the lowest age gets a page of the class with the highest age, if
 *       the ages differ enough. The age is that of the oldest cold item, averaged over the window.
 * </ul>
 *
 * See memcached's slab_automove.c.
 */
final class Automover {
  private static final int NONE = -1;
  private static final double SPARE_PAGES = 2.5;
  private static final double MIN_EVICTED_SHARE = 0.25; // of all evictions
  private static final int MIN_SOURCE_PAGES = 3;

  /**
   * One second of a class.
   *
   * @param dirty whether it evicted, refused items or grew
   * @param evictedShare its share of all evictions
   */
  private record Second(boolean dirty, double evictedShare, int age) {
    static final Second ZERO = new Second(false, 0, 0);

    boolean evicted() {
      return evictedShare > 0;
    }
  }

  private final SlabAllocator slabs;
  private final PageItems items;
  private final long[] evicted = new long[SlabClasses.LIMIT];
  private final long[] refused = new long[SlabClasses.LIMIT];
  private final long[] pages = new long[SlabClasses.LIMIT];
  private AutomoveTuning tuning = AutomoveTuning.DEFAULT;
  private Second[][] window = {};
  private long seconds;

  Automover(SlabAllocator slabs, PageItems occupants) {
    this.slabs = slabs;
    this.items = occupants;
    restart();
  }

  private void restart() {
    window = new Second[SlabClasses.LIMIT][tuning.windowSeconds()];
    for (Second[] ofClass : window) {
      Arrays.fill(ofClass, Second.ZERO);
    }
    seconds = 0;
  }

  /** Changes how it decides; the window then starts again. */
  private void tune(AutomoveTuning changed) {
    if (!changed.equals(tuning)) {
      tuning = changed;
      restart();
    }
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

  /** The move that is due, or null; called once a second. */
  @Nullable Move choose(AutomoveTuning by) {
    tune(by);
    observe();
    int spare = spare();
    return spare == NONE ? balance() : new Move(spare, 0);
  }

  /** A class that has pages to spare, or {@code -1}. */
  int spare() {
    for (SlabStats stats : slabs.stats()) {
      if (stats.freeChunks() > SPARE_PAGES * stats.chunksPerPage()
          && Arrays.stream(window[stats.slabClass()]).noneMatch(Second::dirty)) {
        return stats.slabClass();
      }
    }
    return NONE;
  }

  /** Adds the last second of each class to the window. */
  private void observe() {
    int current = (int) (++seconds % tuning.windowSeconds());
    long all = 0;
    for (int id = 1; id <= slabs.classes().largest(); id++) {
      all += Math.max(0, items.evicted(id) - evicted[id]);
    }
    for (int id = 1; id <= slabs.classes().largest(); id++) {
      long nowEvicted = items.evicted(id);
      long nowRefused = items.refused(id);
      long nowPages = slabs.stats(id).totalPages();
      long evictions = Math.max(0, nowEvicted - evicted[id]);
      boolean dirty = evictions > 0 || nowRefused > refused[id] || nowPages > pages[id];
      double share = evictions == 0 ? 0 : (double) evictions / Math.max(all, evictions);
      window[id][current] = new Second(dirty, share, items.age(id));
      evicted[id] = nowEvicted;
      refused[id] = nowRefused;
      pages[id] = nowPages;
    }
  }

  /** A move from the class with the highest age to the evicting class with the lowest, or null. */
  private @Nullable Move balance() {
    int oldest = NONE;
    int youngest = NONE;
    double highest = 0;
    double lowest = Double.MAX_VALUE;
    for (SlabStats stats : slabs.stats()) {
      int id = stats.slabClass();
      double age = Math.floor(Arrays.stream(window[id]).mapToInt(Second::age).average().orElse(0));
      if (age > highest && stats.totalPages() >= MIN_SOURCE_PAGES) {
        oldest = id;
        highest = age;
      }
      if (age < lowest && evicts(window[id])) {
        youngest = id;
        lowest = age;
      }
    }
    boolean filled = seconds > tuning.windowSeconds();
    boolean due = filled && oldest != NONE && youngest != NONE && lowest < highest * tuning.ratio();
    int current = (int) (seconds % tuning.windowSeconds());
    return due && window[youngest][current].evicted() ? new Move(oldest, youngest) : null;
  }

  private static boolean evicts(Second[] ofClass) {
    long evicting = Arrays.stream(ofClass).filter(Second::evicted).count();
    double share = Arrays.stream(ofClass).mapToDouble(Second::evictedShare).average().orElse(0);
    return evicting > ofClass.length / 2 || share > MIN_EVICTED_SHARE;
  }
}

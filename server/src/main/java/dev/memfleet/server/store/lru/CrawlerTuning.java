package dev.memfleet.server.store.lru;

/**
 * The crawler's pace, which can be changed at run time.
 *
 * @param enabled whether the crawler may run
 * @param sleepMicros pause after every {@link #BATCH} items, at most a second
 * @param itemsPerClass most items of each LRU segment of a class that a crawl examines; 0 for all
 */
public record CrawlerTuning(boolean enabled, int sleepMicros, int itemsPerClass) {
  /** Items looked at between two pauses. */
  public static final int BATCH = 1000;

  /** memcached's defaults. */
  public static final CrawlerTuning DEFAULT = new CrawlerTuning(true, 100, 0);

  /** Checks memcached's bounds. */
  public CrawlerTuning {
    if (sleepMicros < 0 || sleepMicros > 1_000_000) {
      throw new IllegalArgumentException("sleep must be one second or less");
    }
  }
}

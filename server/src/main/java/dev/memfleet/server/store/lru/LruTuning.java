package dev.memfleet.server.store.lru;

/**
 * The LRU's parameters, which can be changed at run time.
 *
 * @param segmented hot, warm and cold segments; false is one plain LRU ({@code lru mode flat})
 * @param hotPercent the hot segment's share of a class
 * @param warmPercent the warm segment's share of a class
 * @param hotMaxFactor hot items older than this times the cold tail's age move on
 * @param warmMaxFactor warm items older than this times the cold tail's age move on
 * @param temporaryTtl items that expire within this many seconds have a separate segment; negative
 *     disables it
 */
public record LruTuning(
    boolean segmented,
    int hotPercent,
    int warmPercent,
    double hotMaxFactor,
    double warmMaxFactor,
    int temporaryTtl) {
  /** memcached's defaults. */
  public static final LruTuning DEFAULT = new LruTuning(true, 20, 40, 0.2, 2.0, -1);

  /** Checks memcached's bounds. */
  public LruTuning {
    if (hotPercent < 0 || warmPercent < 0 || (segmented && hotPercent + warmPercent > 80)) {
      throw new IllegalArgumentException("hot and warm pcts must not exceed 80");
    }
    if (hotMaxFactor <= 0 || warmMaxFactor <= 0) {
      throw new IllegalArgumentException("hot/warm age factors must be greater than 0");
    }
  }

  /** Whether short-lived items have a separate segment. */
  public boolean temporary() {
    return temporaryTtl >= 0;
  }
}

package dev.memfleet.server.store.lru;

/** What a crawl found in one segment: when its items will expire. */
final class CrawlSurvey {
  /** Segments of all classes. */
  static final int SEGMENTS = 256;

  /** Minutes ahead that are counted separately. */
  static final int MINUTES = 60;

  private final long[] byMinute = new long[MINUTES];
  private long expiring;

  /** Counts an item that stays. */
  void add(int expiry, int now) {
    if (expiry == 0) {
      return;
    }
    expiring++;
    int minute = Math.max(0, expiry - now) / 60;
    if (minute < MINUTES) {
      byMinute[minute]++;
    }
  }

  /** Items that have an expiry. */
  long expiring() {
    return expiring;
  }

  /** Items that will expire in that minute from now. */
  long expiringIn(int minute) {
    return byMinute[minute];
  }
}

package dev.memfleet.server.store.lru;

/** What a crawl found in one segment: when its items will expire. */
final class CrawlSurvey {
  /** Segments of all classes. */
  static final int SEGMENTS = 256;

  /** Minutes ahead that are counted separately. */
  static final int MINUTES = 60;

  private final long[] byMinute = new long[MINUTES];
  private final int startedAt;
  private int endedAt;
  private long examined;
  private long reclaimed;
  private long expiring;

  /** A survey that begins at a second of the clock. */
  CrawlSurvey(int now) {
    startedAt = now;
    endedAt = now;
  }

  void end(int now) {
    endedAt = now;
  }

  /** Counts an item that the crawl looked at. */
  void examine() {
    examined++;
  }

  /** Counts an item that the crawl removed. */
  void reclaim() {
    reclaimed++;
  }

  int endedAt() {
    return endedAt;
  }

  /** Seconds that the crawl took. */
  int elapsed() {
    return endedAt - startedAt;
  }

  long examined() {
    return examined;
  }

  long reclaimed() {
    return reclaimed;
  }

  /** Items that will expire in the minutes that are counted separately. */
  long expiringSoon() {
    long sum = 0;
    for (long items : byMinute) {
      sum += items;
    }
    return sum;
  }

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

package dev.memfleet.server.store.lru;

/** Counts what happens to the items of a segment; guarded by the segment's lock. */
final class LruCounters {
  long linked;
  long evicted;
  long evictedNonzero;
  long evictedTime; // seconds since the last evicted item was used
  long outOfMemory;
  long reclaimed;
  long expiredUnfetched;
  long evictedUnfetched;
  long crawlerReclaimed;
  long crawlerItemsChecked;
  long lruTailReflocked;
  long movesToCold;
  long movesToWarm;
  long movesWithinLru;
  long directReclaims;

  /** Adds other counters, except the last evicted item's time. */
  void add(LruCounters other) {
    linked += other.linked;
    evicted += other.evicted;
    evictedNonzero += other.evictedNonzero;
    outOfMemory += other.outOfMemory;
    reclaimed += other.reclaimed;
    expiredUnfetched += other.expiredUnfetched;
    evictedUnfetched += other.evictedUnfetched;
    crawlerReclaimed += other.crawlerReclaimed;
    crawlerItemsChecked += other.crawlerItemsChecked;
    lruTailReflocked += other.lruTailReflocked;
    movesToCold += other.movesToCold;
    movesToWarm += other.movesToWarm;
    movesWithinLru += other.movesWithinLru;
    directReclaims += other.directReclaims;
  }

  void reset() {
    linked = 0;
    evicted = 0;
    evictedNonzero = 0;
    evictedTime = 0;
    outOfMemory = 0;
    reclaimed = 0;
    expiredUnfetched = 0;
    evictedUnfetched = 0;
    crawlerReclaimed = 0;
    crawlerItemsChecked = 0;
    lruTailReflocked = 0;
    movesToCold = 0;
    movesToWarm = 0;
    movesWithinLru = 0;
    directReclaims = 0;
  }
}

package dev.memfleet.server.store.lru;

/** The LRU's numbers over all classes. */
public record LruTotals(
    long items,
    long bytes,
    long linked,
    long expiredUnfetched,
    long evictedUnfetched,
    long evicted,
    long reclaimed,
    long crawlerReclaimed,
    long crawlerItemsChecked,
    long lruTailReflocked,
    long movesToCold,
    long movesToWarm,
    long movesWithinLru,
    long directReclaims) {}

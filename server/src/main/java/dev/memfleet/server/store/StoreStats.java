package dev.memfleet.server.store;

import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.lru.LruTotals;
import dev.memfleet.server.store.slab.MoveCounter;
import dev.memfleet.server.store.slab.MoveCounters;

/** The store's part of the general {@code stats}. */
public record StoreStats(
    long limitMaxbytes,
    LruTotals lru,
    MoveCounters moves,
    long getExpired,
    long getFlushed,
    int hashPowerLevel,
    long hashBytes,
    boolean hashIsExpanding,
    boolean slabReassignRunning,
    boolean lruCrawlerRunning,
    long lruCrawlerStarts,
    long lruMaintainerJuggles,
    long slabGlobalPagePool,
    long lruBumpsDropped) {

  public long bytes() {
    return lru.bytes();
  }

  public long currItems() {
    return lru.items();
  }

  public long get(LruCounter counter) {
    return lru.counters().get(counter);
  }

  public long get(MoveCounter counter) {
    return moves.get(counter);
  }
}

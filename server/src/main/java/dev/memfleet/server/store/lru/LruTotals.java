package dev.memfleet.server.store.lru;

/** The LRU's numbers over all classes. */
public record LruTotals(long items, long bytes, LruCounters counters) {}

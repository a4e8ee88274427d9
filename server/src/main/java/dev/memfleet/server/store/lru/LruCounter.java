package dev.memfleet.server.store.lru;

/** The counters that each LRU segment keeps. */
public enum LruCounter {
  LINKED,
  EVICTED,
  EVICTED_NONZERO,
  EVICTED_UNFETCHED,
  EXPIRED_UNFETCHED,
  RECLAIMED,
  OUT_OF_MEMORY,
  DIRECT_RECLAIMS,
  CRAWLER_RECLAIMED,
  CRAWLER_ITEMS_CHECKED,
  LRU_TAIL_REFLOCKED,
  MOVES_TO_COLD,
  MOVES_TO_WARM,
  MOVES_WITHIN_LRU;

  /** Index into the counters. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  final int index = ordinal();
}

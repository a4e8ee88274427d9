package dev.memfleet.server.stats;

/** What each worker counts per slab class. */
public enum ClassCounter {
  CMD_SET,
  DELETE_HITS,
  INCR_HITS,
  DECR_HITS,
  CAS_HITS,
  CAS_BADVAL,
  TOUCH_HITS;

  /** Its place among the counters. */
  @SuppressWarnings("EnumOrdinal") // a place in an array, never stored
  final int index = ordinal();
}

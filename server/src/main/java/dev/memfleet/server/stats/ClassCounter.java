package dev.memfleet.server.stats;

/** The counters that each worker keeps per slab class. */
public enum ClassCounter {
  CMD_SET,
  DELETE_HITS,
  INCR_HITS,
  DECR_HITS,
  CAS_HITS,
  CAS_BADVAL,
  TOUCH_HITS;

  /** Index into the counters. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  final int index = ordinal();
}

package dev.memfleet.server.store.slab;

/** The counters of page moves, of the items they move, and of what delays them. */
public enum MoveCounter {
  RESCUES,
  CHUNK_RESCUES,
  INLINE_RECLAIM,
  BUSY_ITEMS,
  BUSY_NO_MEMORY,
  PAGES_MOVED;

  /** Index into the counters. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  final int index = ordinal();
}

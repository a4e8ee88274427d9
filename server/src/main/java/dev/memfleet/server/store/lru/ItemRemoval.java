package dev.memfleet.server.store.lru;

/** Removes items, whose lock the caller holds, from the store. */
public interface ItemRemoval {
  /** Whether an item has been flushed. */
  boolean flushed(long item);

  /** Removes an item from index and LRU; it is freed unless it is pinned. */
  void unlink(long item);

  /** Unlinks an item for a caller that holds the lock of the item's segment. */
  void unlinkFrom(LruSegment segment, long item);
}

package dev.memfleet.server.store.slab;

/** The items in a page, and the operations on them that the rebalancer needs. */
public interface PageItems {
  /** Whether an item could be held, or why not. */
  enum ItemState {
    /** Its lock is held until {@link #unlock}. */
    HELD,
    /** Its lock is held by another thread. */
    LOCKED,
    /** It is being uploaded or removed. */
    UPLOADING,
    /** It is being read. */
    ACTIVE
  }

  /** Tries to lock the item that owns a chunk, without waiting. */
  ItemState tryLock(long owner);

  /** Unlocks the item that was held last. */
  void unlock();

  /** Removes a held item if it has expired or was flushed; its chunks are then free. */
  boolean reclaim(long owner);

  /**
   * Moves a part of a held item.
   *
   * @param chunk its present place: the owner itself or one of its chunks
   * @param copy a chunk of the same class
   */
  void move(long owner, long chunk, long copy, int chunkSize);

  /** Evicts items of a class to make room in it. */
  void evict(int slabClass);

  /** Items of a class that were evicted so far. */
  long evicted(int slabClass);

  /** Items of a class that were refused so far, for lack of memory. */
  long refused(int slabClass);

  /** Seconds since the oldest cold item of a class was used. */
  int age(int slabClass);
}

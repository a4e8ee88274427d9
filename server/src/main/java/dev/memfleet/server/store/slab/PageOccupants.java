package dev.memfleet.server.store.slab;

/** The items that live in a page: what the rebalancer must be able to do with them. */
public interface PageOccupants {
  /** Whether an item could be got hold of. */
  enum Hold {
    /** Its lock is held until {@link #letGo}. */
    HELD,
    /** Its lock is held by another thread. */
    LOCKED,
    /** It is being uploaded, or just going away. */
    UPLOADING,
    /** It is being read. */
    ACTIVE
  }

  /** Tries to get hold of the item that owns a chunk, without waiting. */
  Hold hold(long owner);

  /** Lets go of the item that was held last. */
  void letGo();

  /** Removes a held item if it has expired; its chunks are then free. */
  boolean reclaim(long owner);

  /**
   * Moves a part of a held item.
   *
   * @param chunk where it is: the owner itself or one of its chunks
   * @param copy a chunk of the same class
   */
  void move(long owner, long chunk, long copy, int chunkSize);

  /** Evicts items of a class to make room in it. */
  void evict(int slabClass);
}

package dev.memfleet.server.store;

/** Receives a worker's lookups and stores, under the item's lock, while they are watched. */
public abstract class ItemEvents {
  /** What a lookup found. */
  public enum Lookup {
    NOT_FOUND,
    FOUND,
    FLUSHED,
    EXPIRED
  }

  /** Nothing is watched. */
  static final ItemEvents UNWATCHED =
      new ItemEvents() {
        @Override
        public void lookedUp(byte[] key, Lookup outcome, int size, int slabClass) {}

        @Override
        public void stored(
            byte[] key, StoreMode mode, StoreResult result, int ttl, int size, int slabClass) {}
      };

  private volatile boolean watchesLookups;
  private volatile boolean watchesStores;

  /** Sets what is watched; from any thread. */
  protected final void watch(boolean lookups, boolean stores) {
    watchesLookups = lookups;
    watchesStores = stores;
  }

  public final boolean watchesLookups() {
    return watchesLookups;
  }

  /**
   * A lookup of a key.
   *
   * @param size the value's bytes; 0 unless it was found
   */
  public abstract void lookedUp(byte[] key, Lookup outcome, int size, int slabClass);

  public final boolean watchesStores() {
    return watchesStores;
  }

  /**
   * The end of an upload.
   *
   * @param ttl seconds until the item expires; 0 for never
   * @param size the value's bytes
   */
  public abstract void stored(
      byte[] key, StoreMode mode, StoreResult result, int ttl, int size, int slabClass);
}

package dev.memfleet.server.store;

/** Receives a worker's lookups and stores, under the item's lock, while they are watched. */
public interface ItemEvents {
  /** What a lookup found. */
  enum Lookup {
    NOT_FOUND,
    FOUND,
    FLUSHED,
    EXPIRED
  }

  /** Nothing is watched. */
  ItemEvents UNWATCHED =
      new ItemEvents() {
        @Override
        public boolean watchesLookups() {
          return false;
        }

        @Override
        public void lookedUp(byte[] key, Lookup outcome, int size, int slabClass) {}

        @Override
        public boolean watchesStores() {
          return false;
        }

        @Override
        public void stored(
            byte[] key, StoreMode mode, StoreResult result, int ttl, int size, int slabClass) {}
      };

  boolean watchesLookups();

  /**
   * A lookup of a key.
   *
   * @param size the value's bytes; 0 unless it was found
   */
  void lookedUp(byte[] key, Lookup outcome, int size, int slabClass);

  boolean watchesStores();

  /**
   * The end of an upload.
   *
   * @param ttl seconds until the item expires; 0 for never
   * @param size the value's bytes
   */
  void stored(byte[] key, StoreMode mode, StoreResult result, int ttl, int size, int slabClass);
}

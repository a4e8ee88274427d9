package dev.memfleet.server.store.lru;

/** Receives evictions, on the thread that evicts, while they are watched. */
public interface EvictionEvents {
  /** Nothing is watched. */
  EvictionEvents UNWATCHED =
      new EvictionEvents() {
        @Override
        public boolean watchesEvictions() {
          return false;
        }

        @Override
        public void evicted(ItemFacts item, int now) {}
      };

  boolean watchesEvictions();

  /** An item that is about to be evicted. */
  void evicted(ItemFacts item, int now);
}

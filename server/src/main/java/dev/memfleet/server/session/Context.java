package dev.memfleet.server.session;

import dev.memfleet.server.stats.Settings;
import dev.memfleet.server.stats.WorkerStats;
import dev.memfleet.server.store.Store;
import dev.memfleet.server.store.StoreWorker;
import dev.memfleet.server.watch.EventLog;

/**
 * The shared objects that the commands of one event loop use.
 *
 * @param items the loop's access to the store
 * @param stats the loop's counters
 * @param events the loop's events, for watchers
 * @param scratch address of {@value #SCRATCH_BYTES} bytes that a command may use until it is
 *     answered
 */
public record Context(
    Services services,
    Store store,
    StoreWorker items,
    WorkerStats stats,
    EventLog events,
    long scratch) {
  /** Bytes of scratch memory. */
  static final int SCRATCH_BYTES = 4096;

  public Settings settings() {
    return services.settings();
  }

  /**
   * The second of the store's clock at which an item with this lifetime expires; 0 is never. Only
   * the lowest 32 bits of a lifetime count, as in memcached.
   */
  public int expiry(long lifetime) {
    return store.clock().expiry(lifetime << 32 >> 32);
  }
}

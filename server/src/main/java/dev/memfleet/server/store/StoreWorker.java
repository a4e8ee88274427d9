package dev.memfleet.server.store;

/**
 * One thread's access to the store. Keys are native addresses of 1 to 250 bytes; nothing allocates
 * on the Java heap. Not thread-safe: each event loop has its own.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class StoreWorker {

  StoreWorker() {}

  /**
   * Locks a key and looks it up. An expired or flushed item is removed on the way and not found.
   *
   * <pre>{@code
   * try (Entry entry = worker.lock(key, keyLength)) {
   *   if (entry.found()) {
   *     entry.bump();
   *     entry.copyValue(out);
   *   }
   * }
   * }</pre>
   *
   * @return this worker's entry, to be closed before the next lock, reserve or commit
   */
  public Entry lock(long key, int keyLength) {
    throw new UnsupportedOperationException();
  }

  /**
   * Finds room for an item, evicting others if need be. The key is copied.
   *
   * @param clientFlags the client's 32 bits
   * @param expiresAt second of the store's clock, 0 for never
   * @param valueLength the value's bytes without its line end
   * @param into an unheld reservation
   */
  public ReserveResult reserve(
      long key, int keyLength, int clientFlags, int expiresAt, int valueLength, Reservation into) {
    throw new UnsupportedOperationException();
  }

  /** Gives back the room of an upload that broke. */
  public void abandon(Reservation reservation) {
    throw new UnsupportedOperationException();
  }

  /** Stores a complete upload; the reservation is then no longer held, whatever the outcome. */
  public StoreResult commit(Reservation reservation, StoreMode mode) {
    return commit(reservation, mode, 0, 0, false);
  }

  /**
   * Stores a complete upload under cas rules.
   *
   * @param expectedCas the id the present item must have; 0 expects none
   * @param newCas the id of the new item; 0 takes the next one
   * @param allowStale with {@link StoreMode#CAS}, a lower expected id stores the value marked stale
   */
  public StoreResult commit(
      Reservation reservation, StoreMode mode, long expectedCas, long newCas, boolean allowStale) {
    throw new UnsupportedOperationException();
  }
}

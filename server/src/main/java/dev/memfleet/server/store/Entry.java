package dev.memfleet.server.store;

import dev.memfleet.server.store.lru.ItemFacts;

/**
 * What is stored under one key, locked: no other thread sees or changes the key until {@link
 * #close()}. Every worker has one entry, reused by each {@link StoreWorker#lock}; commands are
 * composed of these operations.
 *
 * <p>All but {@link #found()}, {@link #create}, and {@link #close()} demand that an item was found.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Entry implements AutoCloseable, ItemFacts {

  Entry() {}

  /** Whether a live item is there: neither expired nor flushed. */
  public boolean found() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int keyLength() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void copyKey(long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int valueLength() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int clientFlags() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long cas() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int expiresAt() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int lastAccess() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean fetched() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int slabClass() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int size() {
    throw new UnsupportedOperationException();
  }

  /**
   * The slab class with the segment in the two upper bits (hot 0, warm 64, cold 128, temp 192), the
   * index of memcached's hits per LRU. Read it before {@link #bump()}.
   */
  public int lruIndex() {
    throw new UnsupportedOperationException();
  }

  /** Marked stale by an invalidation; cleared only by a new value. */
  public boolean stale() {
    throw new UnsupportedOperationException();
  }

  /** Whether some client has already won the right to recache. */
  public boolean tokenSent() {
    throw new UnsupportedOperationException();
  }

  /** Remembers that a client has won the right to recache. */
  public void sendToken() {
    throw new UnsupportedOperationException();
  }

  /** Copies the value and its line end, {@code valueLength() + 2} bytes. */
  public void copyValue(long to) {
    throw new UnsupportedOperationException();
  }

  /** Copies a part of the value and its line end. */
  public void copyValue(int offset, int length, long to) {
    throw new UnsupportedOperationException();
  }

  /** Notes a fetch: the LRU's accounting of what is in use. */
  public void bump() {
    throw new UnsupportedOperationException();
  }

  /** Sets the second at which the item expires, see {@code RelativeClock.expiry}; 0 is never. */
  public void expireAt(int second) {
    throw new UnsupportedOperationException();
  }

  /** Removes the item; the entry is then empty. */
  public void remove() {
    throw new UnsupportedOperationException();
  }

  /** Marks the item stale, takes the recache token back and gives it this cas id. */
  public void invalidate(long cas) {
    throw new UnsupportedOperationException();
  }

  /**
   * Replaces the item by one with an empty value.
   *
   * @return false where memory is full; the item then stays
   */
  public boolean empty(int clientFlags, int expiresAt, long cas) {
    throw new UnsupportedOperationException();
  }

  /**
   * Stores a small value where none was found, as autovivification does; the entry then holds it.
   *
   * @param value address of the value without line end
   * @param cas the new cas id, see {@link Store#nextCas()}
   * @return false where memory is full
   */
  public boolean create(int clientFlags, int expiresAt, long value, int valueLength, long cas) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds to or takes from the number in the value: increments wrap at 2^64, decrements stop at 0.
   * The entry holds the new number, {@link #number()}.
   *
   * @param expectedCas 0 expects none
   * @param newCas 0 takes the next one
   */
  public DeltaResult add(boolean increment, long delta, long expectedCas, long newCas) {
    throw new UnsupportedOperationException();
  }

  /** The unsigned number left by {@link #add}. */
  public long number() {
    throw new UnsupportedOperationException();
  }

  /**
   * Keeps the item's memory beyond {@link #close()}, to send a large value without copying it; it
   * must go back by {@link Store#unpin}. The value's bytes may still be changed by an increment.
   *
   * @return a handle for {@link Store#segment}, or 0 where the item has too many holders
   */
  public long pin() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}

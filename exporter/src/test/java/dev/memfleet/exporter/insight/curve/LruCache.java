package dev.memfleet.exporter.insight.curve;

import java.util.Arrays;

/** An exact LRU cache of numbered keys, with times to live; in arrays, so that it is fast. */
final class LruCache {
  private static final int NONE = -1;

  private final long capacity;
  private final int[] chunks;
  private final long[] expiries;
  private final long[] accessed;
  private final int[] older;
  private final int[] newer;
  private int oldest = NONE;
  private int newest = NONE;
  private long bytes;
  private Evicted evicted = (key, expiry, last) -> {};

  /** Receives evicted keys. */
  interface Evicted {
    /**
     * Takes one key.
     *
     * @param expiry of the item
     * @param accessed when it was last accessed
     */
    void accept(int key, long expiry, long accessed);
  }

  /**
   * @param chunks bytes that each key takes
   */
  LruCache(long capacity, int[] chunks) {
    this.capacity = capacity;
    this.chunks = chunks;
    expiries = new long[chunks.length];
    Arrays.fill(expiries, NONE);
    accessed = new long[chunks.length];
    older = new int[chunks.length];
    newer = new int[chunks.length];
  }

  void onEviction(Evicted action) {
    evicted = action;
  }

  long bytes() {
    return bytes;
  }

  boolean get(int key, long now) {
    if (expiries[key] == NONE) {
      return false;
    }
    if (expiries[key] <= now) {
      remove(key);
      return false;
    }
    unlink(key);
    link(key);
    accessed[key] = now;
    return true;
  }

  void set(int key, long expiry, long now) {
    if (expiries[key] == NONE) {
      bytes += chunks[key];
    } else {
      unlink(key);
    }
    expiries[key] = expiry;
    accessed[key] = now;
    link(key);
    while (bytes > capacity) {
      int last = oldest;
      evicted.accept(last, expiries[last], accessed[last]);
      remove(last);
    }
  }

  private void remove(int key) {
    unlink(key);
    expiries[key] = NONE;
    bytes -= chunks[key];
  }

  private void link(int key) {
    older[key] = newest;
    newer[key] = NONE;
    if (newest == NONE) {
      oldest = key;
    } else {
      newer[newest] = key;
    }
    newest = key;
  }

  private void unlink(int key) {
    if (older[key] == NONE) {
      oldest = newer[key];
    } else {
      newer[older[key]] = newer[key];
    }
    if (newer[key] == NONE) {
      newest = older[key];
    } else {
      older[newer[key]] = older[key];
    }
  }
}

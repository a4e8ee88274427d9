package dev.memfleet.exporter.insight.curve;

import java.util.Arrays;

/**
 * A sample of keys: those whose hash is below a threshold, which is lowered to keep at most a fixed
 * number (Waldspurger et al.: Efficient MRC construction with SHARDS, FAST 2015). Each key has a
 * number, the index of its data in other classes, and is found by its hash in an open-addressed
 * table.
 */
final class SampledKeys {
  static final int NONE = -1;

  /** Factor by which the threshold is lowered when there are too many keys. */
  private static final double SINK = 0.9;

  private final int[] table;
  private final int mask;
  private final long[] hashes;
  private final int[] free;
  private int frees;
  private double rate = 1;
  private long threshold = Long.MAX_VALUE;

  /** An operation on a key. */
  interface Action {
    void accept(int key);
  }

  SampledKeys(int most) {
    mask = Integer.highestOneBit(most * 2 - 1) * 2 - 1;
    table = new int[mask + 1];
    Arrays.fill(table, NONE);
    hashes = new long[most];
    free = new int[most];
    for (int i = 0; i < most; i++) {
      free[i] = most - 1 - i;
    }
    frees = most;
  }

  /** The sampled share of the keys. */
  double rate() {
    return rate;
  }

  int size() {
    return hashes.length - frees;
  }

  boolean samples(long hash) {
    return hash >>> 1 <= threshold;
  }

  long hash(int key) {
    return hashes[key];
  }

  /** The number of a key, or {@link #NONE}. */
  int find(long hash) {
    return samples(hash) ? table[slot(hash)] : NONE;
  }

  /**
   * Adds a new key.
   *
   * @param dropped receives the keys that are dropped to make room
   * @return its number, or {@link #NONE} if it is no longer sampled
   */
  int add(long hash, Action dropped) {
    while (frees == 0) {
      rate *= SINK;
      threshold = (long) (rate * Long.MAX_VALUE);
      removeIf(key -> !samples(hashes[key]), dropped);
    }
    if (!samples(hash)) {
      return NONE;
    }
    int key = free[--frees];
    hashes[key] = hash;
    table[slot(hash)] = key;
    return key;
  }

  /** Selects keys. */
  interface Choice {
    boolean takes(int key);
  }

  /** Removes keys, calling the action before each. */
  void removeIf(Choice choice, Action before) {
    for (int at = 0; at <= mask; at++) {
      while (table[at] != NONE && choice.takes(table[at])) {
        before.accept(table[at]);
        remove(table[at]);
      }
    }
  }

  void forEach(Action action) {
    for (int key : table) {
      if (key != NONE) {
        action.accept(key);
      }
    }
  }

  void remove(int key) {
    free[frees++] = key;
    int hole = slot(hashes[key]);
    int at = hole;
    while (true) {
      at = (at + 1) & mask;
      if (table[at] == NONE) {
        break;
      }
      int home = (int) hashes[table[at]] & mask;
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        table[hole] = table[at];
        hole = at;
      }
    }
    table[hole] = NONE;
  }

  private int slot(long hash) {
    int at = (int) hash & mask;
    while (table[at] != NONE && hashes[table[at]] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }
}

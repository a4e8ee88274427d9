package dev.memfleet.server.store.item;

import dev.memfleet.server.memory.Memory;

/** Hashes keys 8 bytes at a time: multiply and fold, then a final mix. */
public final class KeyHash {
  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xD6E8FEB86659FD93L;

  private KeyHash() {}

  /** The hash of the bytes at an address. */
  public static int of(long key, int length) {
    long hash = length * A;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = fold(hash ^ Memory.getLong(key + i));
    }
    if (i + 4 <= length) {
      hash = fold(hash ^ Memory.getInt(key + i));
      i += 4;
    }
    for (; i < length; i++) {
      hash = fold(hash ^ Memory.getByte(key + i));
    }
    hash ^= hash >>> 32;
    hash *= B;
    return (int) (hash ^ (hash >>> 29));
  }

  private static long fold(long value) {
    long product = value * B;
    return (product ^ (product >>> 31)) * A;
  }
}

package dev.memfleet.exporter.catalog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * A hash table from the bytes of a stat's name to its slots, without creating a string: open
 * addressing with linear probing, at most half full. The hash combines the name's length and its
 * first and last eight bytes, which distinguish memcached's names.
 */
final class NameIndex {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
  private static final int[] NONE = {};

  private final byte[][] names;
  private final int[][] slots;
  private final int shift;

  NameIndex(Map<String, int[]> slotsByName) {
    int capacity = Integer.highestOneBit(Math.max(4, slotsByName.size())) * 4;
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
    names = new byte[capacity][];
    slots = new int[capacity][];
    slotsByName.forEach(
        (name, slotsOfName) -> {
          byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
          int at = probe(bytes, 0, bytes.length);
          names[at] = bytes;
          slots[at] = slotsOfName;
        });
  }

  /** The slots of a stat; empty if no metric uses it. */
  int[] find(byte[] bytes, int from, int to) {
    int[] found = slots[probe(bytes, from, to)];
    return found == null ? NONE : found;
  }

  private int probe(byte[] bytes, int from, int to) {
    int at = (int) (hash(bytes, from, to) >>> shift);
    while (names[at] != null && !Arrays.equals(names[at], 0, names[at].length, bytes, from, to)) {
      at = (at + 1) & (names.length - 1);
    }
    return at;
  }

  private static long hash(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= Long.BYTES) {
      long first = (long) EIGHT_BYTES.get(bytes, from);
      long last = (long) EIGHT_BYTES.get(bytes, to - Long.BYTES);
      return (first * 31 + last + length) * GOLDEN_RATIO;
    }
    long all = length;
    for (int i = from; i < to; i++) {
      all = all << Byte.SIZE | bytes[i];
    }
    return all * GOLDEN_RATIO;
  }
}

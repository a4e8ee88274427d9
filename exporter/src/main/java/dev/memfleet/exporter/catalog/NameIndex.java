package dev.memfleet.exporter.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * From the bytes of a stat's name to its slots without making a string: an open-addressed table, at
 * most half full, with linear probing.
 */
final class NameIndex {
  private static final int[] NONE = {};

  private final byte[][] names;
  private final int[][] slots;

  NameIndex(Map<String, int[]> slotsByName) {
    int capacity = Integer.highestOneBit(Math.max(4, slotsByName.size())) * 4;
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

  /** The slots of a stat; empty when no metric is made of it. */
  int[] find(byte[] bytes, int from, int to) {
    int[] found = slots[probe(bytes, from, to)];
    return found == null ? NONE : found;
  }

  private int probe(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    hash ^= hash >>> 15;
    int mask = names.length - 1;
    int at = hash & mask;
    while (names[at] != null && !Arrays.equals(names[at], 0, names[at].length, bytes, from, to)) {
      at = (at + 1) & mask;
    }
    return at;
  }
}

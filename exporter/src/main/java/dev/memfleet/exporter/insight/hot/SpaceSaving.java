package dev.memfleet.exporter.insight.hot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The keys with the largest sums of weights: the SpaceSaving algorithm (Metwally, Agrawal, El
 * Abbadi: Efficient computation of frequent and top-k elements in data streams, 2005).
 *
 * <p>The number of counters is fixed. A key without a counter takes over the smallest one with its
 * count, which is then the maximum error of the new key's count. So every key with more than total
 * / counters has a counter, and its true sum is within [count - error, count].
 *
 * <p>The counters form a heap, the smallest on top, and are found by the key's hash in an
 * open-addressed table. Adding takes constant time for a frequent key, which is far down the heap,
 * and log(counters) at most. Keys are compared by a 64-bit hash.
 */
public final class SpaceSaving {
  /**
   * A key with its sum of weights.
   *
   * @param key its bytes, each as a character
   */
  public record Counted(String key, long count, long error, int connections) {
    /** The lower bound of the true sum. */
    public long lowerBound() {
      return count - error;
    }
  }

  private static final int FREE = -1;

  private final int capacity;
  private final int mask;
  private final int[] table;
  private final long[] hashes;
  private final long[] counts;
  private final long[] errors;
  private final long[] connections;
  private final byte[][] keys;
  private final int[] lengths;
  private final int[] heap;
  private final int[] places;
  private int size;
  private long total;

  public SpaceSaving(int counters) {
    capacity = counters;
    mask = Integer.highestOneBit(counters * 4 - 1) * 2 - 1;
    table = new int[mask + 1];
    Arrays.fill(table, FREE);
    hashes = new long[counters];
    counts = new long[counters];
    errors = new long[counters];
    connections = new long[counters];
    keys = new byte[counters][];
    lengths = new int[counters];
    heap = new int[counters];
    places = new int[counters];
  }

  /** The sum of all weights. */
  public long total() {
    return total;
  }

  /**
   * Adds a weight to a key.
   *
   * @param hash of the key, by which it is found
   * @param connection of the client, or any number if connections are not counted
   */
  public void add(long hash, byte[] bytes, int from, int to, long weight, int connection) {
    total += weight;
    int at = slot(hash);
    int counter = table[at];
    if (counter == FREE) {
      counter = size < capacity ? free() : smallest();
      hashes[counter] = hash;
      table[slot(hash)] = counter;
      store(counter, bytes, from, to);
      connections[counter] = 0;
    }
    counts[counter] += weight;
    connections[counter] |= 1L << ((connection * 0x9E3779B97F4A7C15L) >>> 58);
    down(places[counter]);
  }

  private int free() {
    int counter = size++;
    keys[counter] = new byte[0];
    heap[counter] = counter;
    places[counter] = counter;
    up(counter);
    return counter;
  }

  /** Takes over the smallest counter for another key. */
  private int smallest() {
    int counter = heap[0];
    remove(slot(hashes[counter]));
    errors[counter] = counts[counter];
    return counter;
  }

  private void store(int counter, byte[] bytes, int from, int to) {
    int length = to - from;
    if (keys[counter].length < length) {
      keys[counter] = new byte[length];
    }
    System.arraycopy(bytes, from, keys[counter], 0, length);
    lengths[counter] = length;
  }

  /** The slot of the hash in the table, or the free slot for it. */
  private int slot(long hash) {
    int at = (int) hash & mask;
    while (table[at] != FREE && hashes[table[at]] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Frees a slot, and moves up the entries displaced by it. */
  private void remove(int slot) {
    int free = slot;
    int at = slot;
    while (true) {
      at = (at + 1) & mask;
      if (table[at] == FREE) {
        break;
      }
      int home = (int) hashes[table[at]] & mask;
      if (((at - home) & mask) >= ((at - free) & mask)) {
        table[free] = table[at];
        free = at;
      }
    }
    table[free] = FREE;
  }

  private void up(int place) {
    int at = place;
    while (at > 0 && counts[heap[at]] < counts[heap[(at - 1) / 2]]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void down(int place) {
    int at = place;
    while (true) {
      int least = at;
      for (int child = 2 * at + 1; child <= 2 * at + 2 && child < size; child++) {
        if (counts[heap[child]] < counts[heap[least]]) {
          least = child;
        }
      }
      if (least == at) {
        return;
      }
      swap(at, least);
      at = least;
    }
  }

  private void swap(int one, int other) {
    int counter = heap[one];
    heap[one] = heap[other];
    heap[other] = counter;
    places[heap[one]] = one;
    places[heap[other]] = other;
  }

  /** The keys with the largest sums, the largest first. */
  public List<Counted> top(int most) {
    List<Integer> order = new ArrayList<>();
    for (int counter = 0; counter < size; counter++) {
      order.add(counter);
    }
    order.sort(Comparator.comparingLong((Integer counter) -> -counts[counter]));
    return order.stream().limit(most).map(this::counted).toList();
  }

  private Counted counted(int counter) {
    return new Counted(
        new String(keys[counter], 0, lengths[counter], StandardCharsets.ISO_8859_1),
        counts[counter],
        errors[counter],
        distinct(connections[counter]));
  }

  /** The approximate number of connections that set these bits: linear counting. */
  private static int distinct(long bits) {
    int free = Math.max(1, Long.SIZE - Long.bitCount(bits));
    return (int) Math.round(-Long.SIZE * Math.log(free / (double) Long.SIZE));
  }
}

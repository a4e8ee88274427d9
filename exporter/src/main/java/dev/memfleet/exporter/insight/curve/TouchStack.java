package dev.memfleet.exporter.insight.curve;

import java.util.Arrays;

/**
 * An LRU stack of weighted entries, in the order of their last touches. A Fenwick tree over the
 * touches gives the weight above an entry. Every operation takes logarithmic time; when all places
 * are used, the entries are compacted.
 */
final class TouchStack {
  private static final int FREE = -1;

  private final long[] tree;
  private final int[] entryAt;
  private final int[] placeOf;
  private final int[] weights;
  private int next;
  private long total;

  /**
   * @param entries maximum number of entries, numbered from 0
   */
  TouchStack(int entries) {
    int places = 4 * entries;
    tree = new long[places + 1];
    entryAt = new int[places];
    placeOf = new int[entries];
    weights = new int[entries];
    Arrays.fill(entryAt, FREE);
    Arrays.fill(placeOf, FREE);
  }

  /** The weight of all entries. */
  long total() {
    return total;
  }

  int weight(int entry) {
    return weights[entry];
  }

  /** The weight of everything touched since the entry was. */
  long above(int entry) {
    return total - sum(placeOf[entry]);
  }

  /** Moves an entry to the top, or adds it there. */
  void touch(int entry, int weight) {
    remove(entry);
    if (next == entryAt.length) {
      compact();
    }
    placeOf[entry] = next;
    entryAt[next] = entry;
    weights[entry] = weight;
    add(next, weight);
    next++;
  }

  /** Changes the weight of an entry in place. */
  void setWeight(int entry, int weight) {
    add(placeOf[entry], weight - weights[entry]);
    weights[entry] = weight;
  }

  /** Removes an entry, if present. */
  void remove(int entry) {
    int place = placeOf[entry];
    if (place != FREE) {
      add(place, -weights[entry]);
      entryAt[place] = FREE;
      placeOf[entry] = FREE;
    }
  }

  private void compact() {
    Arrays.fill(tree, 0);
    total = 0;
    int to = 0;
    for (int from = 0; from < next; from++) {
      int entry = entryAt[from];
      if (entry != FREE) {
        entryAt[from] = FREE;
        entryAt[to] = entry;
        placeOf[entry] = to;
        add(to, weights[entry]);
        to++;
      }
    }
    next = to;
  }

  private void add(int place, long weight) {
    total += weight;
    for (int at = place + 1; at < tree.length; at += at & -at) {
      tree[at] += weight;
    }
  }

  /** The total weight up to and including this place. */
  private long sum(int place) {
    long sum = 0;
    for (int at = place + 1; at > 0; at -= at & -at) {
      sum += tree[at];
    }
    return sum;
  }
}

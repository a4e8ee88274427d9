package dev.memfleet.exporter.insight.curve;

import java.util.Arrays;

/**
 * An LRU stack of weighted entries, in the order of their last touches: how much lies above one is
 * asked of a Fenwick tree over the touches. Every operation takes logarithmic time; when all places
 * are used, those that are taken move together.
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
   * @param entries how many there may be, numbered from 0
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

  /** The weight of what was touched since the entry was. */
  long above(int entry) {
    return total - sum(placeOf[entry]);
  }

  /** Puts an entry on top, from wherever it was. */
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

  /** Gives an entry another weight where it is. */
  void reweigh(int entry, int weight) {
    add(placeOf[entry], weight - weights[entry]);
    weights[entry] = weight;
  }

  /** Takes an entry out, if it is there. */
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

  /** The weight of the places up to this one, itself included. */
  private long sum(int place) {
    long sum = 0;
    for (int at = place + 1; at > 0; at -= at & -at) {
      sum += tree[at];
    }
    return sum;
  }
}

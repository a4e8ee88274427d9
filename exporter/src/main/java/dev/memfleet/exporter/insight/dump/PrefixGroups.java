package dev.memfleet.exporter.insight.dump;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums by prefix in bounded memory, in an open-addressed table by the prefix' hash. When the table
 * is full, its smaller half is added to the rest and dropped (lossy counting; Manku, Motwani:
 * Approximate frequency counts over data streams, 2002). A prefix that returns may lack its dropped
 * counts: at most the sum of the largest counts dropped each time.
 */
final class PrefixGroups {
  private static final byte[] NO_NAME = new byte[0];

  private final int most;
  private final int mask;
  private final long[] hashes;
  private final Group[] groups;
  private final Group rest = new Group(NO_NAME);
  private int size;
  private long maxUndercount;

  PrefixGroups(int most) {
    this.most = most;
    this.mask = Integer.highestOneBit(most * 2 - 1) * 2 - 1;
    this.hashes = new long[mask + 1];
    this.groups = new Group[mask + 1];
  }

  /** The most by which any group's weight may be undercounted. */
  long maxUndercount() {
    return maxUndercount;
  }

  /** The group of a prefix; created if new. */
  Group of(long hash, byte[] key, int from, int to) {
    int place = place(hash);
    Group known = groups[place];
    if (known != null) {
      return known;
    }
    if (size == most) {
      forget();
      place = place(hash);
    }
    Group made = new Group(from == to ? NO_NAME : Arrays.copyOfRange(key, from, to));
    hashes[place] = hash;
    groups[place] = made;
    size++;
    return made;
  }

  private int place(long hash) {
    int place = (int) hash & mask;
    while (groups[place] != null && hashes[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void forget() {
    List<Integer> places = bySize();
    long[] keptHashes = new long[most / 2];
    Group[] kept = new Group[most / 2];
    for (int i = 0; i < places.size(); i++) {
      Group group = groups[places.get(i)];
      if (i < kept.length) {
        keptHashes[i] = hashes[places.get(i)];
        kept[i] = group;
      } else {
        rest.add(group);
        if (i == kept.length) {
          maxUndercount += group.weight();
        }
      }
    }
    Arrays.fill(groups, null);
    for (int i = 0; i < kept.length; i++) {
      int place = place(keptHashes[i]);
      hashes[place] = keptHashes[i];
      groups[place] = kept[i];
    }
    size = kept.length;
  }

  /** The places of all groups, the largest first. */
  private List<Integer> bySize() {
    return IntStream.range(0, groups.length)
        .boxed()
        .filter(place -> groups[place] != null)
        .sorted(Comparator.comparingLong((Integer place) -> -groups[place].weight()))
        .toList();
  }

  /** The largest groups, at most this many, followed by all others as one. */
  List<Group> top(int count) {
    List<Group> all = bySize().stream().map(place -> groups[place]).toList();
    Group other = new Group(NO_NAME);
    other.add(rest);
    all.stream().skip(count).forEach(other::add);
    return Stream.concat(all.stream().limit(count), Stream.of(other)).toList();
  }
}

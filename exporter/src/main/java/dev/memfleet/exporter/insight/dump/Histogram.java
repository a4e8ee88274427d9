package dev.memfleet.exporter.insight.dump;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of items up to each of a few bounds.
 *
 * @param upTo number of items whose value is at most the bound, by bound
 * @param count number of all items
 * @param sum of their values
 */
public record Histogram(SortedMap<Long, Long> upTo, long count, double sum) {
  public Histogram {
    upTo = Collections.unmodifiableSortedMap(new TreeMap<>(upTo));
  }

  /** Counts values between fixed bounds. */
  static final class Counter {
    private final long[] bounds;
    private final long[] counts;
    private double sum;

    /**
     * @param bounds ascending
     */
    Counter(long... bounds) {
      this.bounds = bounds.clone();
      counts = new long[bounds.length + 1];
    }

    /** Counts a value; a negative one as zero. */
    void add(long value) {
      int bucket = 0;
      while (bucket < bounds.length && value > bounds[bucket]) {
        bucket++;
      }
      counts[bucket]++;
      sum += Math.max(0, value);
    }

    Histogram histogram() {
      SortedMap<Long, Long> upTo = new TreeMap<>();
      long below = 0;
      for (int i = 0; i < bounds.length; i++) {
        below += counts[i];
        upTo.put(bounds[i], below);
      }
      return new Histogram(upTo, below + counts[bounds.length], sum);
    }
  }
}

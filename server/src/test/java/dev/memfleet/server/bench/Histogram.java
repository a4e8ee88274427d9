package dev.memfleet.server.bench;

import java.util.Arrays;

/**
 * Durations in nanoseconds, kept in buckets of 1/32 of their power of two: any percentile is exact
 * to about 3 %. Recording allocates nothing.
 */
final class Histogram {
  private static final int SUB_BITS = 5;
  private static final int SUB_BUCKETS = 1 << SUB_BITS;

  private final long[] counts = new long[(64 - SUB_BITS + 1) * SUB_BUCKETS];
  private long total;
  private long max;

  void record(long nanos) {
    counts[bucket(nanos)]++;
    total++;
    max = Math.max(max, nanos);
  }

  void reset() {
    Arrays.fill(counts, 0);
    total = 0;
    max = 0;
  }

  long count() {
    return total;
  }

  long maxNanos() {
    return max;
  }

  /**
   * A duration, rounded up to the end of its bucket, that at least this share of all durations does
   * not exceed; 0 if there are none.
   */
  long percentileNanos(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return upperEnd(i);
      }
    }
    return 0;
  }

  private static int bucket(long nanos) {
    if (nanos < SUB_BUCKETS) {
      return (int) Math.max(nanos, 0);
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
    return (shift << SUB_BITS) + (int) (nanos >>> shift);
  }

  private static long upperEnd(int bucket) {
    if (bucket < 2 * SUB_BUCKETS) {
      return bucket;
    }
    int shift = (bucket >> SUB_BITS) - 1;
    long sub = bucket - ((long) shift << SUB_BITS);
    return ((sub + 1) << shift) - 1;
  }
}

package dev.memfleet.exporter.insight.dump;

/**
 * The ages of items that were never fetched, and how many of them never will be. The time of last
 * use of such an item is the time when it was stored.
 *
 * <p>A young one may still be read, so that the share of unfetched items is too high an estimate.
 * With stores at a steady rate, the number of unfetched items of age {@code a} is proportional to
 * the share of items that were not read until that age: it falls while first reads come, and where
 * they have come it stays at the rate of items that are evicted unread. With {@code A} the age that
 * 95 % of them do not exceed, which takes out a few stragglers, the older half has none but those,
 * and the younger half as many:
 *
 * <pre>never = min(all, 2 * n(A/2 &lt; a &lt;= A) + n(a &gt; A))</pre>
 *
 * <p>First reads that come later than {@code A/2} make it too high. Ages are counted in four
 * buckets per doubling, which is exact for a steady rate.
 */
final class UnreadAges {
  private static final int PER_DOUBLING = 4;
  private static final int BUCKETS = PER_DOUBLING * (Integer.SIZE - 2);
  private static final double ALMOST_ALL = 0.95;

  private final int[] counts = new int[BUCKETS];

  /**
   * @param seconds since the item was stored; a clock that was set back makes them negative
   */
  void add(long seconds) {
    counts[bucket(Math.max(0, seconds))]++;
  }

  void add(UnreadAges other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The share of them that will not be read before they are evicted; 0 without items. */
  double neverRead() {
    double all = below(Double.MAX_VALUE);
    if (all == 0) {
      return 0;
    }
    double oldest = quantile(ALMOST_ALL * all);
    double old = below(oldest) - below(oldest / 2);
    return Math.min(1, (2 * old + all - below(oldest)) / all);
  }

  private double quantile(double wanted) {
    double rest = wanted;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && rest > counts[bucket]) {
      rest -= counts[bucket++];
    }
    return lowest(bucket) + (lowest(bucket + 1) - lowest(bucket)) * rest / counts[bucket];
  }

  /** How many are younger; those of a bucket are spread evenly. */
  private double below(double age) {
    double sum = 0;
    for (int i = 0; i < BUCKETS && lowest(i) < age; i++) {
      sum += counts[i] * Math.min(1, (age - lowest(i)) / (lowest(i + 1) - lowest(i)));
    }
    return sum;
  }

  /** Seconds below four have a bucket each, as those of the first doubling above. */
  private static int bucket(long seconds) {
    if (seconds < PER_DOUBLING) {
      return (int) seconds;
    }
    int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(seconds);
    int quarter = (int) (seconds >> (doubling - 2)) & 3;
    return Math.min(BUCKETS - 1, PER_DOUBLING * (doubling - 1) + quarter);
  }

  private static double lowest(int bucket) {
    return bucket < PER_DOUBLING
        ? bucket
        : Math.scalb(PER_DOUBLING + bucket % PER_DOUBLING, bucket / PER_DOUBLING - 1);
  }
}

package dev.memfleet.exporter.insight.dump;

/**
 * A histogram of the ages of items that were never fetched, and an estimate of how many of them
 * never will be. The age is the time since the last use, which for such an item is the time since
 * it was stored.
 *
 * <p>Young items may still be fetched, so the share of unfetched items is too high an estimate. At
 * a steady rate of stores, the number of unfetched items of age {@code a} is proportional to the
 * share of items that are not fetched before that age. That number falls with age until all first
 * fetches have happened, and is constant from there on: only items that will be evicted unfetched
 * are left. Let {@code A} be the 95th percentile of the ages, which excludes outliers. If all first
 * fetches happen before {@code A/2}, no item older than that will ever be fetched. At a steady
 * rate, as many items younger than {@code A/2} will never be fetched as there are items between
 * {@code A/2} and {@code A}:
 *
 * <pre>never = min(all, 2 * n(A/2 &lt; a &lt;= A) + n(a &gt; A))</pre>
 *
 * <p>First fetches later than {@code A/2} make the estimate too high. Ages are counted in four
 * buckets per doubling, which costs no accuracy at a steady rate.
 */
final class UnreadAges {
  private static final int PER_DOUBLING = 4;
  private static final int BUCKETS = PER_DOUBLING * (Integer.SIZE - 2);
  private static final double ALMOST_ALL = 0.95;

  private final int[] counts = new int[BUCKETS];

  /**
   * @param seconds since the item was stored; negative if the clock was set back
   */
  void add(long seconds) {
    counts[bucket(Math.max(0, seconds))]++;
  }

  void add(UnreadAges other) {
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** The estimated share of these items that will be evicted unfetched; 0 without items. */
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

  /** The number of items younger than this, if the ages in a bucket are evenly spread. */
  private double below(double age) {
    double sum = 0;
    for (int i = 0; i < BUCKETS && lowest(i) < age; i++) {
      sum += counts[i] * Math.min(1, (age - lowest(i)) / (lowest(i + 1) - lowest(i)));
    }
    return sum;
  }

  /** The bucket of an age: one per second below eight, four per doubling above. */
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

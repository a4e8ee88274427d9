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
 * are left. Let {@code A} be the begin of the bucket with the 95th percentile of the ages, which
 * excludes outliers. If all first fetches happen before {@code A/2}, no item older than that will
 * ever be fetched. At a steady rate, as many items younger than {@code A/2} will never be fetched
 * as there are items between {@code A/2} and {@code A}:
 *
 * <pre>never = min(all, 2 * n(A/2 &lt; a &lt;= A) + n(a &gt; A))</pre>
 *
 * <p>First fetches later than {@code A/2} make the estimate too high. How much is estimated from
 * the numbers of items in the second, third and last quarter of the ages up to {@code A}: if these
 * fall, they are assumed to go on falling by the same ratio r, at most 3/4, to a limit (Aitken's
 * method), and only as many items per quarter as this limit are never fetched:
 *
 * <pre>
 *   r     = min(3/4, (q3 - q4) / (q2 - q3))
 *   low   = 4 * max(0, q4 - (q3 - q4) * r / (1 - r)) + n(a &gt; A)
 *   error = (2 * sqrt(4 * n(A/2 &lt; a &lt;= A) + n(a &gt; A)) + 2 * |never - low|) / all
 * </pre>
 *
 * The first term is two standard errors of what was counted; the second is doubled, since items
 * older than {@code A} may be fetched too. Ages are counted in four buckets per doubling, which
 * costs no accuracy at a steady rate.
 */
final class UnreadAges {
  private static final int PER_DOUBLING = 4;
  private static final int BUCKETS = PER_DOUBLING * (Integer.SIZE - 2);
  private static final double ALMOST_ALL = 0.95;
  private static final int QUARTERS = 4;
  private static final double SLOWEST = 0.75;

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

  /**
   * A share of items.
   *
   * @param error the true share is within this
   */
  record Share(double estimate, double error) {
    static final Share NONE = new Share(0, 0);
  }

  /** The share of these items that will be evicted unfetched; 0 without items. */
  Share neverRead() {
    double all = below(Double.MAX_VALUE);
    if (all == 0) {
      return Share.NONE;
    }
    double oldest = begin(ALMOST_ALL * all);
    double older = all - below(oldest);
    double q2 = quarter(2, oldest);
    double q3 = quarter(3, oldest);
    double q4 = quarter(4, oldest);
    double never = Math.min(all, 2 * (q3 + q4) + older);
    double low = Math.min(all, QUARTERS * limit(q2, q3, q4) + older);
    double counted = 2 * Math.sqrt(4 * (q3 + q4) + older);
    return new Share(never / all, Math.min(1, (counted + 2 * Math.abs(never - low)) / all));
  }

  /** Where the numbers of items per quarter end if they go on falling as they do. */
  private static double limit(double q2, double q3, double q4) {
    double fall = q3 - q4;
    if (fall <= 0) {
      return q4;
    }
    double ratio = q2 > q3 ? Math.min(SLOWEST, fall / (q2 - q3)) : SLOWEST;
    return Math.max(0, q4 - fall * ratio / (1 - ratio));
  }

  /** The number of items in a quarter of the ages up to the oldest, counted from 1. */
  private double quarter(int number, double oldest) {
    return below(oldest * number / QUARTERS) - below(oldest * (number - 1) / QUARTERS);
  }

  /**
   * The start of the bucket with the item of this rank, counted from the youngest. Not the end,
   * because the ages may fill only a part of the bucket.
   */
  private double begin(double item) {
    double rest = item;
    int bucket = 0;
    while (bucket < BUCKETS - 1 && rest > counts[bucket]) {
      rest -= counts[bucket++];
    }
    return lowest(bucket);
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

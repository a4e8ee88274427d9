package dev.memfleet.exporter.insight.curve;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLine.Status;
import dev.memfleet.exporter.insight.watch.WatchLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Estimates the hit ratio at other memory sizes from a window of gets and stores.
 *
 * <p>The interval from one touch of a sampled key to its next has a distance: the memory of
 * everything touched in between. A cache of that size or more has a hit there. The node's own slab
 * classes give the weights.
 *
 * <p>The ends of intervals that are open when the window ends are unknown. Counting them as misses,
 * as SHARDS does, causes an error of up to 0.15 in a short window. They are censored observations:
 * only a lower bound of their distance is known. The Aalen-Johansen estimator uses exactly that, so
 * no warm-up is needed. Overwrites and expirations are other ends of an interval, which compete
 * with hits.
 *
 * <p>The remaining error is the difference between LRU and memcached's policy; most of it
 * disappears when the curve is anchored at the node's own hit ratio. Beyond the distances seen in
 * the window there is no estimate, only a lower bound: hit ratios do not fall with more memory.
 *
 * <p>When this cache stores an item again that a larger one would still have had, the larger one
 * would not have stored it; so for sizes above 1 the item keeps its older expiry.
 */
public final class SurvivalCurve implements WatchLog {
  /** The predicted sizes, as multiples of the present memory. */
  static final double[] SIZES = {0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4};

  /** The index of the present memory among them. */
  static final int ONE = 4;

  /** The number of larger sizes. */
  static final int LARGER = SIZES.length - ONE - 1;

  private static final int PARTS = Jackknife.PARTS;
  private static final int NONE = SampledKeys.NONE;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long MICROS = 1_000_000;

  /** Assumed difference between LRU and memcached's policy once the curve is anchored. */
  private static final double POLICY = 0.015;

  /** The usable part of a window's reach; at its very end too few intervals are left. */
  static final double USABLE = 0.8;

  private static final double MIN_SHARE_AT_RISK = 0.005;
  private static final int MIN_COUNT_AT_RISK = 30;

  /**
   * A missing item that was touched more recently than this was deleted or expired, not evicted.
   */
  private static final double RETAINED_DISTANCE_RATIO = 0.5;

  private final Capacity capacity;
  private final DistanceHistograms[] ends = new DistanceHistograms[PARTS];
  private final TouchStack stack;
  private final SampledKeys keys;
  private final long[] expiries;
  private final long[][] largerExpiries = new long[LARGER][];
  private final byte[] pending;
  private long swept;
  private long gets;

  /**
   * @param most keys to sample
   */
  public SurvivalCurve(Capacity capacity, int most) {
    this.capacity = capacity;
    stack = new TouchStack(most);
    keys = new SampledKeys(most);
    expiries = new long[most];
    for (int i = 0; i < LARGER; i++) {
      largerExpiries[i] = new long[most];
    }
    pending = new byte[most];
    for (int i = 0; i < PARTS; i++) {
      ends[i] = new DistanceHistograms(1 + LARGER);
    }
  }

  @Override
  public void get(WatchLine line) {
    gets++;
    long hash = line.hash();
    if (!keys.samples(hash)) {
      return;
    }
    long now = line.micros();
    sweep(now);
    ends(hash).get(1 / keys.rate());
    int key = keys.find(hash);
    if (key != NONE && isDead(key, line, now)) {
      ends(hash).countEnd(distance(key), 1 / keys.rate());
      remove(key);
      key = NONE;
    }
    if (key == NONE) {
      if (line.status() == Status.FOUND) {
        enter(hash, weight(line), NEVER);
      }
      return;
    }
    double distance = distance(key);
    int kinds = kinds(key, distance, now);
    ends(hash).reused(distance, kinds, 1 / keys.rate());
    boolean found = line.status() == Status.FOUND;
    pending[key] = found ? NONE : (byte) kinds;
    stack.touch(key, found ? weight(line) : stack.weight(key));
  }

  private boolean isDead(int key, WatchLine line, long now) {
    if (line.status() == Status.FOUND) {
      return false;
    }
    return line.status() != Status.NOT_FOUND
        || expiries[key] <= now
        || distance(key) < RETAINED_DISTANCE_RATIO * capacity.bytes();
  }

  /** A larger size, as a multiple of the present memory. */
  static double larger(int number) {
    return SIZES[ONE + 1 + number];
  }

  /** The kinds of hit of a get: at 1 and below, and at each larger size unless it expired there. */
  private int kinds(int key, double distance, long now) {
    int kinds = 1;
    for (int i = 0; i < LARGER; i++) {
      boolean fits = distance <= capacity.bytesAt(larger(i));
      if (fits && now < largerExpiries[i][key]) {
        kinds |= 2 << i;
      }
    }
    return kinds;
  }

  @Override
  public void store(WatchLine line) {
    long hash = line.hash();
    if (line.status() != Status.STORED || !keys.samples(hash)) {
      return;
    }
    long now = line.micros();
    sweep(now);
    long ttl = line.ttl();
    long expiry = ttl == 0 ? NEVER : now + Math.max(0, ttl) * MICROS;
    int key = keys.find(hash);
    if (key == NONE) {
      enter(hash, weight(line), expiry);
    } else if (pending[key] != NONE) {
      storedAfterMiss(key, line, expiry);
    } else {
      ends(hash).countEnd(distance(key), 1 / keys.rate());
      stack.touch(key, weight(line));
      expire(key, expiry);
    }
  }

  /**
   * A miss and the store that follows are one touch; in a size where it was a hit, nothing is
   * stored.
   */
  private void storedAfterMiss(int key, WatchLine line, long expiry) {
    int hits = pending[key];
    pending[key] = NONE;
    stack.setWeight(key, weight(line));
    expiries[key] = expiry;
    for (int i = 0; i < LARGER; i++) {
      if (((hits >> (i + 1)) & 1) == 0) {
        largerExpiries[i][key] = expiry;
      }
    }
  }

  @Override
  public void deletion(WatchLine line) {
    int key = keys.find(line.hash());
    if (key != NONE) {
      ends(line.hash()).countEnd(distance(key), 1 / keys.rate());
      remove(key);
    }
  }

  private int weight(WatchLine line) {
    return capacity.weight(line.slabClass(), line.size());
  }

  private DistanceHistograms ends(long hash) {
    return ends[Jackknife.part(hash)];
  }

  private double distance(int key) {
    return stack.above(key) / keys.rate() + stack.weight(key);
  }

  private void enter(long hash, int weight, long expiry) {
    int key = keys.add(hash, stack::remove);
    if (key != NONE) {
      pending[key] = NONE;
      expire(key, expiry);
      stack.touch(key, weight);
    }
  }

  private void expire(int key, long expiry) {
    expiries[key] = expiry;
    for (long[] larger : largerExpiries) {
      larger[key] = expiry;
    }
  }

  private void remove(int key) {
    stack.remove(key);
    keys.remove(key);
  }

  /** Removes expired items, once a second of the node's time. */
  private void sweep(long now) {
    if (now - swept < MICROS) {
      return;
    }
    swept = now;
    keys.removeIf(
        key -> expiries[key] <= now,
        key -> {
          ends(keys.hash(key)).countEnd(distance(key), 1 / keys.rate());
          stack.remove(key);
        });
  }

  /**
   * The curve so far.
   *
   * @param measured the node's own hit ratio in this time
   */
  public Curve curve(double measured) {
    DistanceHistograms all = new DistanceHistograms(1 + LARGER);
    DistanceHistograms[] parts = new DistanceHistograms[PARTS];
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new DistanceHistograms(1 + LARGER);
      parts[i].add(ends[i], 1);
    }
    keys.forEach(key -> parts[Jackknife.part(keys.hash(key))].open(distance(key), 1 / keys.rate()));
    for (DistanceHistograms part : parts) {
      all.add(part, 1);
    }
    double support = support(all);
    boolean anchored = support >= 1 && !Double.isNaN(measured);
    double[] estimates = estimates(all, 1, support, anchored, measured);
    double[][] without = new double[PARTS][];
    for (int i = 0; i < PARTS; i++) {
      all.add(parts[i], -1);
      without[i] = estimates(all, PARTS / (PARTS - 1.0), support, anchored, measured);
      all.add(parts[i], 1);
    }
    return new Curve(
        (double) capacity.bytes(),
        support,
        capacity.full(),
        capacity.isCrowded(),
        anchored,
        keys.size(),
        keys.rate(),
        points(estimates, without));
  }

  private List<Point> points(double[] estimates, double[][] without) {
    List<Point> points = new ArrayList<>();
    double floor = 0;
    for (int i = 0; i < SIZES.length; i++) {
      boolean supported = !Double.isNaN(estimates[i]);
      floor = supported ? Math.max(floor, estimates[i]) : floor;
      points.add(new Point(SIZES[i], floor, error(i, without), supported));
    }
    return points;
  }

  /** Zero at 1, where the node's own counters are used. */
  private static double error(int size, double[][] without) {
    double[] leftOut = Arrays.stream(without).mapToDouble(one -> one[size]).toArray();
    return size == ONE ? 0 : 2 * Jackknife.standardError(leftOut) + POLICY;
  }

  /** The largest multiple of the memory with enough evidence. */
  private double support(DistanceHistograms all) {
    if (capacity.isCrowded()) {
      return 0;
    }
    double perInterval = 1 / keys.rate();
    double least = Math.max(MIN_COUNT_AT_RISK * perInterval, MIN_SHARE_AT_RISK * all.gets());
    double depth = stack.total() / keys.rate();
    return Math.min(USABLE * depth, all.maxDistance(least)) / Math.max(1, capacity.bytes());
  }

  private double[] estimates(
      DistanceHistograms of, double scale, double support, boolean anchored, double measured) {
    double[] estimates = new double[SIZES.length];
    double atOne = anchored ? hitRatio(of, 1, 0, scale) : 0;
    for (int i = 0; i < SIZES.length; i++) {
      double memory = SIZES[i];
      if (i == ONE || (!capacity.full() && memory >= 1)) {
        estimates[i] = measured;
      } else if (capacity.bytesAt(memory) <= support * capacity.bytes()) {
        double own = hitRatio(of, memory, Math.max(0, i - ONE), scale);
        estimates[i] =
            anchored
                ? 1 - Math.min(1, (1 - own) * (1 - measured) / Math.max(1e-9, 1 - atOne))
                : Math.min(own, measured);
      } else {
        estimates[i] = Double.NaN;
      }
    }
    return estimates;
  }

  /**
   * Scaled to the true number of gets: those missing in the sample are gets of the hottest keys.
   */
  private double hitRatio(DistanceHistograms of, double memory, int kind, double scale) {
    double hits = scale * of.hitsWithin(capacity.bytesAt(memory), kind);
    double lacking = gets - scale * of.gets();
    return Math.max(0, Math.min(1, (hits + lacking) / Math.max(1, gets)));
  }
}

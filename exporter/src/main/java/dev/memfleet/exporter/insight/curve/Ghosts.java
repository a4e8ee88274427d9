package dev.memfleet.exporter.insight.curve;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.watch.WatchLine;
import dev.memfleet.exporter.insight.watch.WatchLine.Status;
import dev.memfleet.exporter.insight.watch.WatchLog;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates the hit ratio at larger memory sizes from evictions. The evicted keys, the ghosts, form
 * an LRU stack below the cache: a larger cache would still have those above a depth.
 *
 * <p>Evictions alone are watched first, which is cheap: a full cache evicts one item for each that
 * it stores. Then gets and stores are watched too. A miss whose key is a ghost would have been a
 * hit in every cache whose additional memory is at least the depth of that ghost, if the item had
 * not expired there. With h hits among n sampled misses, the hit ratio is
 *
 * <pre>H(m) = H(1) + (1 - H(1)) * h(m) / n</pre>
 *
 * <p>While only evictions are watched, stores are not seen. An item that was stored again is found
 * when it is evicted again: a larger cache that still had it would not have stored it, so there it
 * keeps its older expiry.
 *
 * <p>Only sizes up to a part of the depth reached at the start of the window are supported.
 */
public final class Ghosts implements WatchLog {
  private static final int LARGER = SurvivalCurve.LARGER;
  private static final int NONE = SampledKeys.NONE;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long MICROS = 1_000_000;

  /** Assumed difference between LRU and memcached's policy, measured up to 4 times the memory. */
  private static final double POLICY = 0.02;

  /**
   * Minimum number of sampled misses. If none of this many would have been a hit, at most 0.015 of
   * all misses would, with a confidence of 95 % (rule of three).
   */
  private static final int MIN_MISSES = 200;

  private final Capacity capacity;
  private final SampledKeys keys;
  private final TouchStack stack;
  private final long[][] expiries = new long[LARGER][];
  private final double[][] hits = new double[LARGER][Jackknife.PARTS];
  private final double[] misses = new double[Jackknife.PARTS];
  private long counted;
  private double depth = Double.NaN;
  private long swept;

  /**
   * @param most evicted keys to sample
   */
  public Ghosts(Capacity capacity, int most) {
    this.capacity = capacity;
    keys = new SampledKeys(most);
    stack = new TouchStack(most);
    for (int i = 0; i < LARGER; i++) {
      expiries[i] = new long[most];
    }
  }

  /** Starts the window: from now on, gets and stores are watched too. */
  public void begin() {
    depth = stack.total() / keys.rate();
  }

  @Override
  public void eviction(WatchLine line) {
    if (!keys.samples(line.hash())) {
      return;
    }
    long now = line.micros();
    sweep(now);
    long expiry = line.ttl() < 0 ? NEVER : now + line.ttl() * MICROS;
    int key = keys.find(line.hash());
    if (key == NONE) {
      key = keys.add(line.hash(), stack::remove);
      if (key == NONE) {
        return;
      }
      for (long[] larger : expiries) {
        larger[key] = expiry;
      }
    } else {
      storedAgain(key, now - line.idle() * MICROS, expiry);
    }
    stack.touch(key, capacity.weight(line.slabClass(), line.size()));
  }

  /** Sets the expiry where the item was no longer stored when it was last accessed. */
  private void storedAgain(int key, long accessed, long expiry) {
    double distance = distance(key);
    for (int i = 0; i < LARGER; i++) {
      if (!fits(i, distance) || expiries[i][key] <= accessed) {
        expiries[i][key] = expiry;
      }
    }
  }

  @Override
  public void get(WatchLine line) {
    if (!keys.samples(line.hash())) {
      return;
    }
    sweep(line.micros());
    if (line.status() == Status.FOUND) {
      remove(line.hash());
      return;
    }
    int part = Jackknife.part(line.hash());
    double weight = 1 / keys.rate();
    misses[part] += weight;
    counted++;
    int key = keys.find(line.hash());
    if (key == NONE) {
      return;
    }
    double distance = distance(key);
    for (int i = 0; i < LARGER; i++) {
      if (fits(i, distance) && line.micros() < expiries[i][key]) {
        hits[i][part] += weight;
      }
    }
  }

  @Override
  public void store(WatchLine line) {
    if (line.status() == Status.STORED) {
      remove(line.hash());
    }
  }

  private void remove(long hash) {
    int key = keys.find(hash);
    if (key != NONE) {
      stack.remove(key);
      keys.remove(key);
    }
  }

  private double distance(int key) {
    return stack.above(key) / keys.rate() + stack.weight(key);
  }

  private boolean fits(int larger, double distance) {
    return distance <= capacity.bytesAt(SurvivalCurve.larger(larger)) - capacity.bytes();
  }

  /** Removes the keys whose items have expired in every size, once a second of the node's time. */
  private void sweep(long now) {
    if (now - swept < MICROS) {
      return;
    }
    swept = now;
    keys.removeIf(key -> isExpired(key, now), stack::remove);
  }

  private boolean isExpired(int key, long now) {
    for (long[] larger : expiries) {
      if (larger[key] > now) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds predictions for the larger sizes that the curve does not support.
   *
   * @param measured the node's own hit ratio in the window
   */
  public Curve extend(Curve curve, double measured) {
    double support = support();
    if (!curve.full()
        || curve.crowded()
        || !(support > curve.support())
        || Double.isNaN(measured)) {
      return curve;
    }
    List<Point> points = new ArrayList<>();
    double floor = 0;
    for (int i = 0; i < curve.points().size(); i++) {
      Point point = curve.points().get(i);
      if (i > SurvivalCurve.ONE && !point.supported()) {
        point = point(i - SurvivalCurve.ONE - 1, measured, support, floor);
      }
      points.add(point);
      floor = point.hitRatio();
    }
    return new Curve(
        curve.capacityBytes(),
        support,
        curve.full(),
        curve.crowded(),
        curve.anchored(),
        curve.sampledKeys(),
        curve.sampling(),
        points);
  }

  /** The largest multiple of the memory with enough evidence. */
  private double support() {
    return counted < MIN_MISSES
        ? 0
        : 1 + SurvivalCurve.USABLE * depth / Math.max(1, capacity.bytes());
  }

  private Point point(int larger, double measured, double support, double floor) {
    double memory = SurvivalCurve.larger(larger);
    if (capacity.bytesAt(memory) > support * capacity.bytes()) {
      return new Point(memory, floor, Double.NaN, false);
    }
    double allHits = sum(hits[larger]);
    double allMisses = sum(misses);
    double[] leftOut = new double[Jackknife.PARTS];
    for (int part = 0; part < Jackknife.PARTS; part++) {
      leftOut[part] = (allHits - hits[larger][part]) / Math.max(1, allMisses - misses[part]);
    }
    double missRatio = 1 - measured;
    return new Point(
        memory,
        Math.max(floor, measured + missRatio * allHits / allMisses),
        2 * missRatio * Jackknife.standardError(leftOut) + POLICY,
        true);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

package dev.memfleet.exporter.insight.curve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The estimator against exact LRU caches of all sizes that see the same requests: clients read, and
 * store what was missing. The lines are those of the cache of size 1.
 */
class SurvivalCurveTest {
  private static final int KEYS = 75_000;
  private static final int SIZE = 2_000_000;
  private static final int PER_SECOND = 5_000;
  private static final List<Integer> CHUNKS = List.of(0, 96, 192, 384, 768, 1536);
  private static final double FINE = 0.0075;

  /** An LRU cache with times to live. */
  private static final class Cache {
    final long capacity;
    final LinkedHashMap<Integer, Long> expiries = new LinkedHashMap<>(16, 0.75f, true);
    long bytes;
    long hits;

    Cache(double memory) {
      capacity = (long) (memory * SIZE);
    }

    boolean get(int key, long now) {
      Long expiry = expiries.get(key);
      if (expiry != null && expiry <= now) {
        expiries.remove(key);
        bytes -= chunk(key);
        expiry = null;
      }
      hits += expiry == null ? 0 : 1;
      return expiry != null;
    }

    void set(int key, long expiry) {
      if (expiries.put(key, expiry) == null) {
        bytes += chunk(key);
      }
      var eldest = expiries.entrySet().iterator();
      while (bytes > capacity) {
        bytes -= chunk(eldest.next().getKey());
        eldest.remove();
      }
    }
  }

  private static int slabClass(int key) {
    return 1 + Math.floorMod(key * 0x9E3779B1, 5);
  }

  private static int chunk(int key) {
    return CHUNKS.get(slabClass(key));
  }

  /** What clients ask for. */
  private static final class Workload {
    final Random random;
    final double[] sums = new double[KEYS];
    final double scan;
    final int cycle;
    final boolean expires;
    int scanned;

    /**
     * @param scan which part of the gets goes through keys of its own
     * @param cycle after how many these come again; 0 for never
     */
    Workload(long seed, double skew, double scan, int cycle, boolean expires) {
      random = new Random(seed);
      double sum = 0;
      for (int i = 0; i < KEYS; i++) {
        sum += Math.pow(i + 1, -skew);
        sums[i] = sum;
      }
      this.scan = scan;
      this.cycle = cycle;
      this.expires = expires;
    }

    int key() {
      if (random.nextDouble() < scan) {
        scanned++;
        return KEYS + (cycle == 0 ? scanned : scanned % cycle);
      }
      int found = Arrays.binarySearch(sums, random.nextDouble() * sums[KEYS - 1]);
      return found < 0 ? -found - 1 : found;
    }

    /** Seconds from 30 to 600, for half of the keys. */
    int ttl(int key) {
      return expires && key % 2 == 0 ? 30 + Math.floorMod(key * 31, 570) : 0;
    }
  }

  private record Result(Curve curve, List<Double> truth) {
    double error(int size) {
      return curve.points().get(size).hitRatio() - truth.get(size);
    }

    double worst() {
      double worst = 0;
      for (int i = 0; i < truth.size(); i++) {
        if (curve.points().get(i).supported()) {
          worst = Math.max(worst, Math.abs(error(i)));
        }
      }
      return worst;
    }
  }

  private static Result run(Workload load, int seconds, int most) {
    Cache[] caches = new Cache[SurvivalCurve.SIZES.length];
    for (int i = 0; i < caches.length; i++) {
      caches[i] = new Cache(SurvivalCurve.SIZES[i]);
    }
    long now = 1_000_000_000L;
    int warm = 60 * PER_SECOND;
    for (int i = 0; i < warm; i++) {
      now += 200;
      request(load.key(), now, caches, load, null, new StringBuilder());
    }
    Cache one = caches[4];
    Capacity capacity = new Capacity(one.bytes, 100, 5, CHUNKS, true);
    SurvivalCurve curve = new SurvivalCurve(capacity, most);
    RealGets gets = new RealGets(curve);
    WatchParser parser = new WatchParser(gets, line -> {});
    for (Cache cache : caches) {
      cache.hits = 0;
    }
    int asked = seconds * PER_SECOND;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < asked; i++) {
      now += 200;
      request(load.key(), now, caches, load, one, lines);
      if (lines.length() > 60_000) {
        feed(parser, lines);
      }
    }
    feed(parser, lines);
    gets.flush();
    List<Double> truth = Arrays.stream(caches).map(c -> c.hits / (double) asked).toList();
    return new Result(curve.curve(truth.get(4)), truth);
  }

  private static void feed(WatchParser parser, StringBuilder lines) {
    byte[] bytes = lines.toString().getBytes(US_ASCII);
    parser.feed(bytes, 0, bytes.length);
    lines.setLength(0);
  }

  private static void request(
      int key,
      long now,
      Cache[] caches,
      Workload load,
      @Nullable Cache logged,
      StringBuilder lines) {
    int ttl = load.ttl(key);
    long expiry = ttl == 0 ? Long.MAX_VALUE : now + ttl * 1_000_000L;
    for (Cache cache : caches) {
      boolean hit = cache.get(key, now);
      if (Objects.equals(cache, logged)) {
        String at = now / 1_000_000 + "." + now % 1_000_000;
        String name = " key=k%3A" + key;
        String item = " clsid=" + slabClass(key) + " cfd=20 size=50\n";
        lines.append("ts=").append(at).append(" gid=1 type=item_get").append(name);
        lines.append(hit ? " status=found" + item : " status=not_found clsid=0 cfd=20 size=0\n");
        if (!hit) {
          lines.append("ts=").append(at).append(" gid=1 type=item_get").append(name);
          lines.append(" status=not_found clsid=0 cfd=20 size=0\n");
          lines.append("ts=").append(at).append(" gid=1 type=item_store").append(name);
          lines.append(" status=stored cmd=set ttl=").append(ttl).append(item);
        }
      }
      if (!hit) {
        cache.set(key, expiry);
      }
    }
  }

  private static Workload zipf(long seed) {
    return new Workload(seed, 1.0, 0, 0, false);
  }

  private static Workload scanning(long seed) {
    return new Workload(seed, 0.9, 0.1, 0, true);
  }

  private static Workload cliff(long seed) {
    return new Workload(seed, 1.2, 0.2, 7_500, false);
  }

  @Test
  void zipf_isWithinTheLimit_wholeAndSampled() {
    for (int most : new int[] {100_000, 8192}) {
      Result result = run(zipf(1), 60, most);
      assertThat(result.worst()).isLessThan(most == 100_000 ? 0.005 : FINE);
      assertThat(result.curve.support()).isGreaterThan(1);
      assertThat(result.curve.sampledKeys()).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void scanWithTimesToLive_isWithinTheLimit() {
    Result result = run(scanning(2), 60, 8192);
    assertThat(result.worst()).isLessThan(0.015);
  }

  @Test
  void cliffBeyondTheWindow_isNotPredicted_andTheFloorHolds() {
    for (int seconds : new int[] {10, 60}) {
      Result result = run(cliff(3), seconds, 8192);
      for (int i = 0; i < result.truth.size(); i++) {
        Point point = result.curve.points().get(i);
        if (!point.supported()) {
          assertThat(point.hitRatio()).isLessThanOrEqualTo(result.truth.get(i) + 0.01);
          assertThat(point.error()).isNaN();
        }
      }
      assertThat(result.worst()).isLessThan(0.03);
    }
  }

  @Test
  void classesWithTooFewPages_supportNothing() {
    Curve curve = new SurvivalCurve(new Capacity(6_000_000, 8, 5, CHUNKS, true), 64).curve(0.7);
    assertThat(curve.crowded()).isTrue();
    assertThat(curve.points()).noneMatch(Point::supported);
  }

  /** What censoring is for: a short window says the same as a long one. */
  @Test
  void shortWindow_saysTheSameAsALongOne() {
    List<Curve> curves = new ArrayList<>();
    for (int seconds : new int[] {30, 120}) {
      curves.add(run(zipf(4), seconds, 8192).curve);
    }
    for (int size = 0; size < 3; size++) {
      assertThat(curves.get(0).points().get(size).supported()).isTrue();
      assertThat(curves.get(0).points().get(size).hitRatio())
          .isCloseTo(curves.get(1).points().get(size).hitRatio(), within(0.01));
    }
  }

  @Test
  void intervals_coverTheTruth() {
    int covered = 0;
    int all = 0;
    for (long seed = 10; seed < 13; seed++) {
      for (Workload load : List.of(zipf(seed), scanning(seed))) {
        Result result = run(load, 30, 2048);
        for (int i = 0; i < result.truth.size(); i++) {
          Point point = result.curve.points().get(i);
          if (point.supported()) {
            all++;
            covered += Math.abs(result.error(i)) <= point.error() ? 1 : 0;
          }
        }
      }
    }
    assertThat(covered / (double) all).isGreaterThanOrEqualTo(0.9);
  }
}

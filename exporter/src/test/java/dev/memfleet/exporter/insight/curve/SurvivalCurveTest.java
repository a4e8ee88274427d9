package dev.memfleet.exporter.insight.curve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.watch.RealGets;
import dev.memfleet.exporter.insight.watch.WatchParser;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.load.Workload.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The estimator against exact LRU caches of all sizes that see the same requests: clients read, and
 * store what was missing. The lines are those of the cache of size 1.
 */
class SurvivalCurveTest {
  private static final double SCALE = 0.1;
  private static final int SIZE = 7_500_000;
  private static final int PER_SECOND = 2_000;
  private static final long MICROS = 1_000_000;
  private static final int WARM_SECONDS = 200;
  private static final int SAMPLED = 16_384;
  private static final int OVERHEAD = 73;
  private static final List<Integer> CHUNKS =
      List.of(0, 96, 144, 216, 328, 496, 744, 1120, 1680, 2520, 3784, 5680, 8520, 12_784);
  private static final int CLASSES = CHUNKS.size() - 1;
  private static final double FINE = 0.005;

  /** An LRU cache with times to live. */
  private static final class Cache {
    final Workload load;
    final long capacity;
    final LinkedHashMap<Integer, Long> expiries = new LinkedHashMap<>(16, 0.75f, true);
    long bytes;
    long gets;
    long hits;

    Cache(Workload load, double memory) {
      this.load = load;
      capacity = (long) (memory * SIZE);
    }

    private int chunk(int key) {
      return CHUNKS.get(slabClass(load.size(key)));
    }

    boolean get(int key, long now) {
      gets++;
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

  private static int slabClass(int size) {
    int slabClass = 1;
    while (CHUNKS.get(slabClass) < size + OVERHEAD) {
      slabClass++;
    }
    return slabClass;
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
      caches[i] = new Cache(load, SurvivalCurve.SIZES[i]);
    }
    long now = 1000 * MICROS;
    int warm = WARM_SECONDS * PER_SECOND;
    for (int i = 0; i < warm; i++) {
      now += MICROS / PER_SECOND;
      request(load, now, caches, null, new StringBuilder());
    }
    Cache one = caches[4];
    Capacity capacity = new Capacity(one.bytes, 100, CLASSES, CHUNKS, true);
    SurvivalCurve curve = new SurvivalCurve(capacity, most);
    RealGets gets = new RealGets(curve);
    WatchParser parser = new WatchParser(gets, line -> {});
    for (Cache cache : caches) {
      cache.gets = 0;
      cache.hits = 0;
    }
    int asked = seconds * PER_SECOND;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < asked; i++) {
      now += MICROS / PER_SECOND;
      request(load, now, caches, one, lines);
      if (lines.length() > 60_000) {
        feed(parser, lines);
      }
    }
    feed(parser, lines);
    gets.flush();
    List<Double> truth = Arrays.stream(caches).map(c -> c.hits / (double) c.gets).toList();
    return new Result(curve.curve(truth.get(4)), truth);
  }

  private static void feed(WatchParser parser, StringBuilder lines) {
    byte[] bytes = lines.toString().getBytes(US_ASCII);
    parser.feed(bytes, 0, bytes.length);
    lines.setLength(0);
  }

  private static void request(
      Workload load, long now, Cache[] caches, @Nullable Cache logged, StringBuilder lines) {
    int key = load.next();
    int ttl = load.ttl(key);
    long expiry = ttl == 0 ? Long.MAX_VALUE : now + ttl * MICROS;
    for (Cache cache : caches) {
      boolean hit = !load.isOverwrite() && cache.get(key, now);
      if (Objects.equals(cache, logged)) {
        log(load, key, now, hit, lines);
      }
      if (!hit) {
        cache.set(key, expiry);
      }
    }
  }

  private static void log(Workload load, int key, long now, boolean hit, StringBuilder lines) {
    String at = "ts=" + now / MICROS + "." + now % MICROS + " gid=1 type=";
    String name = " key=k%3A" + key;
    int size = load.size(key);
    String item = " clsid=" + slabClass(size) + " cfd=20 size=" + size + "\n";
    String get = at + "item_get" + name;
    if (hit) {
      lines.append(get).append(" status=found").append(item);
      return;
    }
    String missing = " status=not_found clsid=0 cfd=20 size=0\n";
    if (!load.isOverwrite()) {
      lines.append(get).append(missing);
    }
    lines.append(get).append(missing).append(at).append("item_store").append(name);
    lines.append(" status=stored cmd=set ttl=").append(load.ttl(key)).append(item);
  }

  private static Workload load(Kind kind, long seed) {
    return new Workload(kind, seed, SCALE);
  }

  @Test
  void zipf_isWithinTheLimit_wholeAndSampled() {
    for (int most : new int[] {100_000, SAMPLED}) {
      Result result = run(load(Kind.ZIPF, 1), 60, most);
      assertThat(result.worst()).isLessThan(FINE);
      assertThat(result.curve.support()).isGreaterThan(1);
      assertThat(result.curve.sampledKeys()).isLessThanOrEqualTo(most);
    }
  }

  @Test
  void scanWithTimesToLive_isWithinTheLimit() {
    Result result = run(load(Kind.SCANNED, 2), 60, SAMPLED);
    assertThat(result.worst()).isLessThan(FINE);
  }

  @Test
  void cliffBeyondTheWindow_isNotPredicted_andTheFloorHolds() {
    for (int seconds : new int[] {10, 60}) {
      Result result = run(load(Kind.CLIFF, 3), seconds, SAMPLED);
      for (int i = 0; i < result.truth.size(); i++) {
        Point point = result.curve.points().get(i);
        if (!point.supported()) {
          assertThat(point.hitRatio()).isLessThanOrEqualTo(result.truth.get(i) + 0.01);
          assertThat(point.error()).isNaN();
        }
      }
      assertThat(result.worst()).isLessThan(FINE);
    }
  }

  @Test
  void classesWithTooFewPages_supportNothing() {
    Curve curve =
        new SurvivalCurve(new Capacity(6_000_000, 2 * CLASSES - 1, CLASSES, CHUNKS, true), 64)
            .curve(0.7);
    assertThat(curve.crowded()).isTrue();
    assertThat(curve.points())
        .filteredOn(Point::supported)
        .extracting(Point::memory)
        .containsExactly(1.0);
  }

  /** What censoring is for: a short window says the same as a long one. */
  @Test
  void shortWindow_saysTheSameAsALongOne() {
    List<Curve> curves = new ArrayList<>();
    for (int seconds : new int[] {30, 120}) {
      curves.add(run(load(Kind.ZIPF, 4), seconds, SAMPLED).curve);
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
      for (Workload load : List.of(load(Kind.ZIPF, seed), load(Kind.SCANNED, seed))) {
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

package dev.memfleet.exporter.insight.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.curve.Replay.Result;
import dev.memfleet.exporter.insight.curve.Replay.Window;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.load.Workload.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The estimator against exact LRU caches of all sizes that see the same requests. */
class SurvivalCurveTest {
  private static final double SCALE = 0.05;
  private static final int SEEDS = 5;
  private static final int SAMPLED = 16_384;
  private static final int FEW = 2048;
  private static final double FINE = 0.005;

  private static List<Result> run(Kind kind, long seed, Window... windows) {
    return Replay.of(new Workload(kind, seed, SCALE), windows);
  }

  @Test
  void kindsOfRequests_areWithinTheLimit_forFiveSeeds_andTheIntervalsHold() {
    int covered = 0;
    int all = 0;
    for (Kind kind : EnumSet.of(Kind.ZIPF, Kind.SCANNED, Kind.CLIFF, Kind.EXPIRING)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        List<Result> results = run(kind, seed, new Window(60, SAMPLED), new Window(30, FEW));
        assertThat(results.get(0).worst()).as("%s, seed %d", kind, seed).isLessThan(FINE);
        results.forEach(SurvivalCurveTest::holdsTheFloor);
        Result few = results.get(1);
        for (int size : few.supported()) {
          all++;
          covered += Math.abs(few.error(size)) <= few.curve().points().get(size).error() ? 1 : 0;
        }
      }
    }
    assertThat(covered / (double) all).isGreaterThanOrEqualTo(0.9);
  }

  private static void holdsTheFloor(Result result) {
    for (int i = 0; i < result.truth().size(); i++) {
      Point point = result.curve().points().get(i);
      if (!point.supported()) {
        assertThat(point.hitRatio()).isLessThanOrEqualTo(result.truth().get(i) + 0.01);
        assertThat(point.error()).isNaN();
      }
    }
  }

  @Test
  void allKeys_andASampleOfThem_areWithinTheLimit() {
    List<Result> results = run(Kind.ZIPF, 1, new Window(60, 100_000), new Window(60, SAMPLED));
    for (Result result : results) {
      assertThat(result.worst()).isLessThan(FINE);
      assertThat(result.curve().support()).isGreaterThan(1);
    }
    assertThat(results.get(1).curve().sampledKeys()).isLessThanOrEqualTo(SAMPLED);
  }

  @Test
  void cliffBeyondTheWindow_isNotPredicted_andTheFloorHolds() {
    for (Result result : run(Kind.CLIFF, 3, new Window(10, SAMPLED), new Window(60, SAMPLED))) {
      holdsTheFloor(result);
      assertThat(result.worst()).isLessThan(FINE);
      assertThat(result.curve().support()).isLessThan(2);
    }
  }

  @Test
  void classesWithTooFewPages_supportNothing() {
    Capacity crowded =
        new Capacity(6_000_000, 2 * Replay.CLASSES - 1, Replay.CLASSES, Replay.CHUNKS, true);
    Curve curve = new SurvivalCurve(crowded, 64).curve(0.7);
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
    run(Kind.ZIPF, 4, new Window(30, SAMPLED), new Window(120, SAMPLED))
        .forEach(result -> curves.add(result.curve()));
    for (int size = 0; size < 3; size++) {
      assertThat(curves.get(0).points().get(size).supported()).isTrue();
      assertThat(curves.get(0).points().get(size).hitRatio())
          .isCloseTo(curves.get(1).points().get(size).hitRatio(), within(0.01));
    }
  }
}

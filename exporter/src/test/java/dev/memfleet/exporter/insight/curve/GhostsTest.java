package dev.memfleet.exporter.insight.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.curve.Replay.Result;
import dev.memfleet.exporter.insight.curve.Replay.Window;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.load.Workload.Kind;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ghosts against exact LRU caches of all sizes that see the same requests. */
class GhostsTest {
  private static final double SCALE = 0.05;
  private static final int SEEDS = 3;
  private static final int SAMPLED = 16_384;
  private static final int FEW = 2048;
  private static final double FINE = 0.01;

  /** CLIFF has its cliff at 2.3x, where a small error in size is a large one in hits. */
  private static final double NEAR_THE_CLIFF = 0.02;

  private static List<Result> run(Kind kind, long seed, Window... windows) {
    return Replay.of(new Workload(kind, seed, SCALE), windows);
  }

  @Test
  void evictionsOfTwoMinutes_supportLargerSizes_withinTheLimit_andTheIntervalsHold() {
    int covered = 0;
    int all = 0;
    for (Kind kind : EnumSet.of(Kind.ZIPF, Kind.SCANNED, Kind.CLIFF, Kind.EXPIRING)) {
      double limit = kind == Kind.CLIFF ? NEAR_THE_CLIFF : FINE;
      for (long seed = 1; seed <= SEEDS; seed++) {
        List<Result> results =
            run(kind, seed, new Window(120, 60, SAMPLED), new Window(120, 20, FEW));
        assertThat(results.get(0).worst()).as("%s, seed %d", kind, seed).isLessThan(limit);
        for (Result result : results) {
          assertThat(result.supported()).contains(7);
          for (int size : result.supported()) {
            all++;
            double error = result.curve().points().get(size).error();
            covered += Math.abs(result.error(size)) <= error ? 1 : 0;
          }
        }
      }
    }
    assertThat(covered / (double) all).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  void sizesDeeperThanTheEvictions_areNotPredicted_andTheFloorHolds() {
    Result result = run(Kind.SCANNED, 1, new Window(30, 60, SAMPLED)).get(0);
    assertThat(result.curve().support()).isBetween(2.0, 4.0);
    Point four = result.curve().points().get(8);
    assertThat(four.supported()).isFalse();
    assertThat(four.error()).isNaN();
    assertThat(four.hitRatio()).isLessThanOrEqualTo(result.truth().get(8) + FINE);
  }

  @Test
  void evictions_doubleTheSupportOfTheWindow_andTheCurveNeverFalls() {
    List<Result> results = run(Kind.ZIPF, 2, new Window(60, SAMPLED), new Window(120, 60, SAMPLED));
    assertThat(results.get(1).curve().support())
        .isGreaterThan(2 * results.get(0).curve().support());
    List<Point> points = results.get(1).curve().points();
    for (int size = 1; size < points.size(); size++) {
      assertThat(points.get(size).hitRatio())
          .isGreaterThanOrEqualTo(points.get(size - 1).hitRatio());
    }
  }

  @Test
  void fewMisses_supportNothing() {
    Capacity capacity = new Capacity(6_000_000, 100, Replay.CLASSES, Replay.CHUNKS, true);
    Curve curve = new SurvivalCurve(capacity, 64).curve(0.7);
    Ghosts ghosts = new Ghosts(capacity, 64);
    ghosts.begin();
    assertThat(ghosts.extend(curve, 0.7)).isEqualTo(curve);
  }
}

package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The gain in hit ratio from more memory, read from a curve that supports the present size;
 * interpolates between its points, and never extrapolates beyond the last supported one.
 */
record CurveGain(List<Point> points, double present) {
  CurveGain {
    points = List.copyOf(points);
  }

  static Optional<CurveGain> of(WatchReport report) {
    return report
        .curve()
        .filter(Curve::full)
        .flatMap(
            curve -> {
              List<Point> supported =
                  curve.points().stream()
                      .filter(Point::supported)
                      .sorted(Comparator.comparingDouble(Point::memory))
                      .toList();
              return supported.stream()
                  .filter(point -> point.memory() == 1)
                  .findFirst()
                  .map(now -> new CurveGain(supported, now.hitRatio()));
            });
  }

  /** The gain from freeing a fraction of the memory that the items need. */
  HitRatioGain ofFreeing(double part) {
    return part > 0 && part < 1 ? of(1 / (1 - part)) : HitRatioGain.NONE;
  }

  /** The gain from a multiple of the memory; none if the curve ends before it. */
  HitRatioGain of(double memory) {
    Point below = points.get(0);
    for (Point point : points) {
      if (point.memory() >= memory) {
        double part =
            point.memory() == below.memory()
                ? 1
                : Math.log(memory / below.memory()) / Math.log(point.memory() / below.memory());
        double hitRatio = below.hitRatio() + part * (point.hitRatio() - below.hitRatio());
        return new HitRatioGain(Math.max(0, hitRatio - present), point.error());
      }
      below = point;
    }
    return HitRatioGain.NONE;
  }
}

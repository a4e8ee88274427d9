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

  /**
   * The gain from freeing a fraction of the memory that is known within an error. The error of the
   * gain is that of the curve, plus the largest change of the gain if the fraction is smaller or
   * larger by its error, as far as the curve supports that.
   */
  HitRatioGain ofFreeing(double part, double error) {
    HitRatioGain gain = ofFreeing(part);
    if (!gain.isKnown()) {
      return gain;
    }
    double least = part > error ? ofFreeing(part - error).points() : 0;
    HitRatioGain most = ofFreeing(part + error);
    double more = most.isKnown() ? most.points() - gain.points() : 0;
    return new HitRatioGain(
        gain.points(), gain.error() + Math.max(Math.abs(gain.points() - least), more));
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

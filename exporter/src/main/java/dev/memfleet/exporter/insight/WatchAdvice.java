package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Recommendation.percent;
import static dev.memfleet.exporter.insight.Recommendation.points;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Recommendations from the report of a window. More memory is recommended only as far as the window
 * supports it, and only for a gain of at least a point of hit ratio; memory counts as wasted if
 * half of it is worth less than half a point.
 */
record WatchAdvice(WatchReport report) {
  private static final double MIN_GAIN = 0.01;
  private static final double NEGLIGIBLE_LOSS = 0.005;
  private static final double MAX_LOST_SHARE = 0.05;
  private static final double SATURATED_HIT_RATIO = 0.98;
  private static final double MEBIBYTE = 1024 * 1024;

  void addTo(List<Recommendation> all) {
    report.curve().ifPresent(curve -> memory(curve, all));
    buffers(all);
  }

  private void memory(Curve curve, List<Recommendation> all) {
    if (curve.crowded() && all.stream().noneMatch(one -> one.kind() == Kind.SLAB_MANY)) {
      manyClasses(all);
    }
    Optional<Point> now = supported(curve, 1);
    if (now.isEmpty() || !curve.full() || report.memoryLimit() <= 0) {
      return;
    }
    double present = now.get().hitRatio();
    Point largest = largest(curve);
    double gain = largest.hitRatio() - present;
    if (gain >= MIN_GAIN) {
      grow(present, largest, gain, all);
      return;
    }
    Optional<Point> half = supported(curve, 0.5);
    if (half.isPresent() && present - half.get().hitRatio() <= NEGLIGIBLE_LOSS) {
      shrink(present, half.get(), all);
    } else if (largest.memory() > 1 && gain < NEGLIGIBLE_LOSS && present < SATURATED_HIT_RATIO) {
      flat(present, largest, all);
    }
  }

  private static Optional<Point> supported(Curve curve, double memory) {
    return curve.points().stream()
        .filter(point -> point.memory() == memory && point.supported())
        .findFirst();
  }

  private static Point largest(Curve curve) {
    return curve.points().stream()
        .filter(Point::supported)
        .max(Comparator.comparingDouble(Point::memory))
        .orElseThrow();
  }

  private static void manyClasses(List<Recommendation> all) {
    all.add(
        new Recommendation(
            Kind.SLAB_MANY,
            "there are fewer than two pages for each slab class, and items are evicted",
            "every class gets enough pages for its items; the hit ratio by memory can be predicted",
            "more memory (-m), or fewer classes: start it with a growth factor of -f 1.5",
            "fewer classes waste more of each chunk; a restart empties the node",
            "start it with the previous factor (-f 1.25 by default)",
            HitRatioGain.NONE));
  }

  private void grow(double present, Point to, double gain, List<Recommendation> all) {
    HitRatioGain points = new HitRatioGain(gain, to.error());
    all.add(
        new Recommendation(
            Kind.MEMORY_GROW,
            "hit ratio %s now, %s \u00b1 %s with %s times the memory"
                .formatted(
                    percent(present), percent(to.hitRatio()), percent(to.error()), to.memory()),
            "%s: %d fewer misses a second"
                .formatted(points, Math.round(gain * report.getsPerSecond())),
            "try it at once with the command cache_memlimit %d, keep it with -m %d (both in MB)"
                .formatted(megabytes(to.memory()), megabytes(to.memory())),
            "the machine must have the memory",
            "cache_memlimit %d".formatted(megabytes(1)),
            points));
  }

  private void shrink(double present, Point half, List<Recommendation> all) {
    all.add(
        new Recommendation(
            Kind.MEMORY_SHRINK,
            "hit ratio %s now, %s \u00b1 %s with half of the memory"
                .formatted(percent(present), percent(half.hitRatio()), percent(half.error())),
            "frees %d MB at a cost of %s"
                .formatted(megabytes(0.5), points(Math.max(0, present - half.hitRatio()))),
            "start it with -m %d (MB), on one node first".formatted(megabytes(0.5)),
            "a restart empties the node; other hours may need more than this window did",
            "-m %d".formatted(megabytes(1)),
            HitRatioGain.NONE));
  }

  private static void flat(double present, Point largest, List<Recommendation> all) {
    all.add(
        new Recommendation(
            Kind.MEMORY_FLAT,
            "hit ratio %s now, %s with %s times the memory"
                .formatted(percent(present), percent(largest.hitRatio()), largest.memory()),
            "more memory would gain nothing",
            "leave the memory; look at times to live, and at keys that are asked for once",
            "none",
            "nothing to undo",
            HitRatioGain.NONE));
  }

  private void buffers(List<Recommendation> all) {
    if (report.lost() <= MAX_LOST_SHARE) {
      return;
    }
    all.add(
        new Recommendation(
            Kind.LOG_BUFFERS,
            "the node dropped %s of the log lines".formatted(percent(report.lost())),
            "complete windows, which can predict larger memory sizes",
            "start it with -o worker_logbuf_size=512,watcher_logbuf_size=1024 (KB)",
            "half a MB for each thread; a restart empties the node",
            "start it without the two options",
            HitRatioGain.NONE));
  }

  private long megabytes(double times) {
    return Math.round(report.memoryLimit() * times / MEBIBYTE);
  }
}

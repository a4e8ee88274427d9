package dev.memfleet.exporter.insight.curve;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The hit ratio by memory.
 *
 * @param capacityBytes the memory that a multiple of 1 stands for
 * @param support the largest multiple of the memory for which the window has evidence
 * @param full whether items were evicted for lack of memory
 * @param crowded whether slab classes have too few pages for a prediction
 * @param anchored whether the hit ratio at 1 is the node's own
 * @param sampledKeys at the end
 * @param sampling the sampled share of the keys
 */
public record Curve(
    double capacityBytes,
    double support,
    boolean full,
    boolean crowded,
    boolean anchored,
    int sampledKeys,
    double sampling,
    List<Point> points) {
  public Curve {
    points = List.copyOf(points);
  }

  /**
   * The supported sizes in words, such as {@code up to 2.7x except 0.7x}. There are exceptions if a
   * short window supports only smaller sizes, while the larger ones are known from evictions, or
   * because the node evicts nothing.
   */
  public String supportedSizes() {
    double largest =
        points.stream().filter(Point::supported).mapToDouble(Point::memory).max().orElse(0);
    String gaps =
        points.stream()
            .filter(point -> !point.supported() && point.memory() < largest)
            .map(point -> point.memory() + "x")
            .collect(Collectors.joining(", "));
    String exceptions = gaps.isEmpty() ? "" : " except " + gaps;
    return full
        ? String.format(Locale.ROOT, "up to %.1fx", support) + exceptions
        : "all sizes" + exceptions + ", as the node evicts nothing";
  }

  /**
   * The prediction for one size.
   *
   * @param memory multiple of the present one
   * @param hitRatio predicted for this size; a lower bound if the size is not supported
   * @param error the hit ratio is within this; NaN if the size is not supported
   */
  public record Point(double memory, double hitRatio, double error, boolean supported) {}
}

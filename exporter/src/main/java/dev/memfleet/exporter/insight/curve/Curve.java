package dev.memfleet.exporter.insight.curve;

import java.util.List;

/**
 * The hit ratio by memory.
 *
 * @param capacityBytes what 1 is
 * @param support up to how many times the memory the window says anything
 * @param full whether items had to make room for others
 * @param crowded whether slab classes have too few pages for a prediction
 * @param anchored whether the hit ratio at 1 is the node's own
 * @param sampledKeys at the end
 * @param sampling which part of the keys that is
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
   * One size.
   *
   * @param memory times the present one
   * @param hitRatio that it would have; where it is not supported, the least that it would have
   * @param error the hit ratio is within this; NaN where it is not supported
   */
  public record Point(double memory, double hitRatio, double error, boolean supported) {}
}

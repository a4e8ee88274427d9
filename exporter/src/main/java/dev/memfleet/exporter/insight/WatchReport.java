package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.curve.Curve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a window showed.
 *
 * @param at its end
 * @param memoryLimit that its items may take, in bytes
 * @param connections at its end
 * @param lines that the node sent
 * @param lost which part of the lines the node left out
 * @param gets that it counted itself in this time
 * @param hitRatio by its own counters, NaN without a get
 * @param keys with the most gets
 * @param keysByBytes with the most bytes sent
 * @param prefixes with the most gets
 * @param curve empty where the node says nothing of its slab classes
 */
public record WatchReport(
    Instant at,
    Duration window,
    String version,
    long memoryLimit,
    Connections connections,
    long lines,
    double lost,
    long gets,
    double hitRatio,
    List<Hot> keys,
    List<Hot> keysByBytes,
    List<Hot> prefixes,
    Optional<Curve> curve) {
  public WatchReport {
    keys = List.copyOf(keys);
    keysByBytes = List.copyOf(keysByBytes);
    prefixes = List.copyOf(prefixes);
  }

  /** The most that the window cost the node, in cores. */
  public double cost() {
    return lines * WatchRules.SECONDS_PER_LINE / Math.max(1e-9, window.toNanos() / 1e9);
  }

  /** Gets a second, by the node's own counters. */
  public double getsPerSecond() {
    return gets / Math.max(1e-9, window.toNanos() / 1e9);
  }
}

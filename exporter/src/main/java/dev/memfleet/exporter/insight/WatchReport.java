package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.curve.Curve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The results of a window.
 *
 * @param at its end
 * @param evictions for how long evictions alone were watched before it
 * @param memoryLimit for items, in bytes
 * @param connections at its end
 * @param lines that the node sent
 * @param lost share of the lines that the node dropped, in the window or before it
 * @param gets during the window, by the node's own counter
 * @param hitRatio by its own counters, NaN without a get
 * @param keys with the most gets
 * @param keysByBytes with the most bytes sent
 * @param prefixes with the most gets
 * @param curve empty if the node does not report its slab classes
 */
public record WatchReport(
    Instant at,
    Duration evictions,
    Duration window,
    String version,
    long memoryLimit,
    Connections connections,
    long lines,
    double lost,
    long gets,
    double hitRatio,
    List<HotKey> keys,
    List<HotKey> keysByBytes,
    List<HotKey> prefixes,
    Optional<Curve> curve) {
  public WatchReport {
    keys = List.copyOf(keys);
    keysByBytes = List.copyOf(keysByBytes);
    prefixes = List.copyOf(prefixes);
  }

  /** Upper bound of the window's cost to the node, in cores. */
  public double cost() {
    return lines * WatchRules.SECONDS_PER_LINE / Math.max(1e-9, window.toNanos() / 1e9);
  }

  /** Gets per second, by the node's own counters. */
  public double getsPerSecond() {
    return gets / Math.max(1e-9, window.toNanos() / 1e9);
  }
}

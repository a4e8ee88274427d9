package dev.memfleet.exporter.config;

import java.time.Duration;

/**
 * How nodes are polled.
 *
 * @param interval between two polls of a node; zero polls when scraped
 * @param timeout one deadline for everything asked of a node in a round
 * @param maxConcurrent polls under way at a time, 1 or more
 * @param reconnect whether each poll opens a connection of its own
 * @param connectProbeInterval between two tries to open a new connection; zero never tries
 */
public record PollConfig(
    Duration interval,
    Duration timeout,
    int maxConcurrent,
    boolean reconnect,
    Duration connectProbeInterval) {

  /** What holds where the configuration is silent. */
  public static final PollConfig DEFAULT =
      new PollConfig(
          Duration.ofSeconds(15), Duration.ofSeconds(1), 256, false, Duration.ofSeconds(60));

  public PollConfig {
    if (interval.isNegative()) {
      throw new IllegalArgumentException("interval must not be negative");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be positive");
    }
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("max_concurrent must be 1 or more");
    }
    if (connectProbeInterval.isNegative()) {
      throw new IllegalArgumentException("connect_probe_interval must not be negative");
    }
  }

  /** Whether nodes are polled when scraped, not on an interval. */
  public boolean onDemand() {
    return interval.isZero();
  }
}

package dev.memfleet.exporter.config;

import java.time.Duration;

/**
 * How nodes are polled. A duration that is not zero is a millisecond or more.
 *
 * @param interval from one poll of a node to its next; zero polls when scraped
 * @param timeout one deadline for everything asked of a node in a round, not zero
 * @param maxConcurrent polls under way at a time, 1 or more
 * @param reconnect whether each poll opens a connection of its own
 * @param connectProbeInterval from one try to open a new connection to the next; zero never tries
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
    zeroOrMore(interval);
    positive(timeout);
    oneOrMore(maxConcurrent);
    zeroOrMore(connectProbeInterval);
  }

  /** Whether nodes are polled when scraped, not on an interval. */
  public boolean onDemand() {
    return interval.isZero();
  }

  static Duration zeroOrMore(Duration duration) {
    return duration.isZero() ? duration : positive(duration);
  }

  static Duration positive(Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(GoDuration.format(duration) + ": shorter than 1ms");
    }
    return duration;
  }

  static int oneOrMore(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(number + ": less than 1");
    }
    return number;
  }
}

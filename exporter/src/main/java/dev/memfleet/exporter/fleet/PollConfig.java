package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import java.time.Duration;

/**
 * How nodes are polled. A duration is zero or at least one millisecond.
 *
 * @param interval from one poll of a node to its next; zero polls when scraped
 * @param timeout one deadline for everything asked of a node in a poll, not zero
 * @param maxConcurrent limit of concurrent polls, 1 or more
 * @param reconnect whether each poll opens a new connection
 * @param connectProbeInterval from one connect probe to the next; zero never probes
 */
public record PollConfig(
    Duration interval,
    Duration timeout,
    int maxConcurrent,
    boolean reconnect,
    Duration connectProbeInterval) {

  public static final Keys<PollConfig> KEYS = new Keys<>();

  // spotless:off
  private static final Key<Duration> INTERVAL = KEYS.key("interval", Type.DURATION, Duration.ofSeconds(15), PollConfig::interval, "Time between two polls of a node, at most half of Prometheus' scrape interval; 0 polls when scraped.");
  private static final Key<Duration> TIMEOUT = KEYS.key("timeout", Type.POSITIVE_DURATION, Duration.ofSeconds(1), PollConfig::timeout, "Timeout of a poll of a node, from connecting to the last answer.");
  private static final Key<Integer> MAX_CONCURRENT = KEYS.key("max_concurrent", Type.integer(Type::oneOrMore), 256, PollConfig::maxConcurrent, "Maximum number of nodes that are polled at the same time.");
  private static final Key<Boolean> RECONNECT = KEYS.key("reconnect", Type.BOOLEAN, false, PollConfig::reconnect, "Open a new connection for every poll.");
  private static final Key<Duration> CONNECT_PROBE_INTERVAL = KEYS.key("connect_probe_interval", Type.DURATION, Duration.ofSeconds(60), PollConfig::connectProbeInterval, "Time between two connect probes of a node, which open a new connection; 0 for none.");
  // spotless:on

  /** The defaults. */
  public static final PollConfig DEFAULT = read(YamlMapping.ABSENT);

  public PollConfig {
    Type.zeroOrMore(interval);
    Type.positive(timeout);
    Type.oneOrMore(maxConcurrent);
    Type.zeroOrMore(connectProbeInterval);
  }

  public static PollConfig read(YamlMapping in) {
    return new PollConfig(
        INTERVAL.of(in),
        TIMEOUT.of(in),
        MAX_CONCURRENT.of(in),
        RECONNECT.of(in),
        CONNECT_PROBE_INTERVAL.of(in));
  }

  /** The defaults, for nodes that are polled when scraped. */
  public static PollConfig whenScraped(Duration timeout) {
    return new PollConfig(
        Duration.ZERO,
        timeout,
        DEFAULT.maxConcurrent,
        DEFAULT.reconnect,
        DEFAULT.connectProbeInterval);
  }

  /** Whether nodes are polled when scraped, not on an interval. */
  public boolean onDemand() {
    return interval.isZero();
  }
}

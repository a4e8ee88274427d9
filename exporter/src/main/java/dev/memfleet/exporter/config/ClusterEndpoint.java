package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Quoted;
import java.time.Duration;

/**
 * A cluster of ElastiCache or Memorystore.
 *
 * @param endpoint who tells its nodes
 * @param connectTo how to name the nodes
 * @param interval from one question to the next
 * @param timeout for everything asked in one go, connecting included
 */
public record ClusterEndpoint(
    NodeAddress endpoint, ConnectTo connectTo, Duration interval, Duration timeout)
    implements Origin {

  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /** Of the two that an endpoint tells of a node; the other one stands in where it is missing. */
  public enum ConnectTo {
    IP,
    NAME;

    static ConnectTo parse(String text) {
      return switch (text) {
        case "ip" -> IP;
        case "name" -> NAME;
        default -> throw new IllegalArgumentException(Quoted.text(text) + ": expected ip or name");
      };
    }
  }
}

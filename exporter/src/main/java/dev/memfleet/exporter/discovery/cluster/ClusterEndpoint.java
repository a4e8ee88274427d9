package dev.memfleet.exporter.discovery.cluster;

import dev.memfleet.exporter.discovery.Origin;
import dev.memfleet.exporter.discovery.Source;
import dev.memfleet.exporter.discovery.SourceContext;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import dev.memfleet.exporter.yaml.Quoted;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of an ElastiCache or Memorystore cluster.
 *
 * @param endpoint asked for the nodes of the cluster
 * @param connectTo how to name the nodes
 * @param interval from one query to the next
 * @param timeout for one query, connecting included
 */
public record ClusterEndpoint(
    NodeAddress endpoint, ConnectTo connectTo, Duration interval, Duration timeout)
    implements Origin {

  public static final Keys<ClusterEndpoint> KEYS = new Keys<>();

  // spotless:off
  private static final Key<NodeAddress> ENDPOINT = KEYS.required("endpoint", Type.text("address", NodeAddress::parse), ClusterEndpoint::endpoint, "Configuration endpoint of an ElastiCache or Memorystore cluster.");
  private static final Key<ConnectTo> CONNECT_TO = KEYS.key("connect_to", Type.text("`ip` or `name`", ConnectTo::parse), ConnectTo.IP, ClusterEndpoint::connectTo, "Whether to connect to the IP address or to the name that the endpoint lists for each node; falls back to the other if it is missing.");
  private static final Key<Duration> INTERVAL = KEYS.key("interval", Type.POSITIVE_DURATION, Duration.ofSeconds(60), ClusterEndpoint::interval, "Time between two queries.");
  private static final Key<Duration> TIMEOUT = KEYS.key("timeout", Type.POSITIVE_DURATION, Duration.ofSeconds(5), ClusterEndpoint::timeout, "Timeout of one query, connecting included.");
  // spotless:on

  public static Optional<ClusterEndpoint> read(YamlMapping in) {
    Optional<NodeAddress> endpoint = ENDPOINT.given(in);
    ConnectTo connectTo = CONNECT_TO.of(in);
    Duration interval = INTERVAL.of(in);
    Duration timeout = TIMEOUT.of(in);
    return endpoint.map(address -> new ClusterEndpoint(address, connectTo, interval, timeout));
  }

  @Override
  public Source source(SourceContext around) {
    return new ClusterSource(around.vertx(), this, around.connectors().of(around.profile()));
  }

  @Override
  public boolean isCluster() {
    return true;
  }

  /** Which of a node's two names is used; the other one if it is missing. */
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

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}

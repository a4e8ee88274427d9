package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.TlsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A page with a list of nodes, in Prometheus' http_sd format.
 *
 * @param interval from one request to the next
 * @param timeout for one request, connecting and redirects included
 * @param headers to send besides the usual ones
 * @param basicAuth who we are, for a server that asks
 * @param tls empty for the system's authorities
 */
public record NodesUrl(
    HttpUrl url,
    Duration interval,
    Duration timeout,
    Map<String, Secret> headers,
    Optional<Credentials> basicAuth,
    Optional<TlsSettings> tls)
    implements Origin {

  static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public NodesUrl {
    PollConfig.positive(interval);
    PollConfig.positive(timeout);
    headers = Map.copyOf(headers);
  }
}

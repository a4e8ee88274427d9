package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.settings.Type;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of a web config file: who may see the agent's own pages, and how they are encrypted.
 *
 * @param tls empty for plain HTTP
 * @param http2 whether clients may use HTTP/2 over TLS
 * @param headers for every answer
 * @param users the bcrypt hash of each user's password; empty if no login is required
 * @param rateLimit empty for none
 * @param ignored settings in the file that this server does not support
 */
public record WebConfig(
    Optional<WebTls> tls,
    boolean http2,
    Map<String, String> headers,
    Map<String, Secret> users,
    Optional<RateLimit> rateLimit,
    List<String> ignored) {

  /** The defaults without a file. */
  public static final WebConfig NONE =
      new WebConfig(Optional.empty(), true, Map.of(), Map.of(), Optional.empty(), List.of());

  public WebConfig {
    headers = Map.copyOf(headers);
    users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    ignored = List.copyOf(ignored);
  }

  /**
   * A token bucket.
   *
   * @param interval in which one token is added
   * @param burst capacity, one or more
   */
  public record RateLimit(Duration interval, int burst) {
    public RateLimit {
      Type.positive(interval);
      Type.oneOrMore(burst);
    }
  }
}

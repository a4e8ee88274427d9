package dev.memfleet.exporter.discovery.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.PollException;
import dev.memfleet.exporter.node.Credentials;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Base64;

/** The headers of a request for a list of nodes. */
final class RequestHeaders {
  private RequestHeaders() {}

  /**
   * May block.
   *
   * @param own whether the server is the page's own, the only one to receive the configured headers
   *     and credentials
   */
  static MultiMap of(NodesUrl page, boolean own) throws PollException {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .set("Accept", "application/json")
            .set("User-Agent", "memfleet-exporter")
            .set("X-Prometheus-Refresh-Interval-Seconds", seconds(page.interval()));
    if (own) {
      page.headers().forEach((name, value) -> headers.set(name, value.reveal()));
      if (page.basicAuth().isPresent()) {
        headers.set("Authorization", basic(page.basicAuth().get()));
      }
    }
    return headers;
  }

  private static String seconds(Duration time) {
    String text = Double.toString(time.toMillis() / 1000.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String basic(Credentials credentials) throws PollException {
    String login = credentials.username() + ":" + Connector.password(credentials).reveal();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
  }
}

package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where browsers and Prometheus find the agent's pages, which a reverse proxy may show elsewhere.
 *
 * @param base before each path, without a slash at its end; empty for none
 * @param external the URL that others reach the agent by; empty where they reach it directly
 */
public record Links(
    String base, Optional<HttpUrl> external, String telemetryPath, String scrapePath) {

  /** A path of this agent as a browser has to ask for it. */
  public String to(String path) {
    return base + path;
  }

  public String metrics() {
    return to(telemetryPath);
  }

  /** The page of a node. */
  public String node(NodeAddress address) {
    return to("/nodes/" + encoded(address.toString()));
  }

  /** The transcript of a node's probe. */
  public String probe(NodeAddress address) {
    return to(scrapePath + "?debug=true&target=" + encoded(address.toString()));
  }

  /** Text as a part of a path or of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}

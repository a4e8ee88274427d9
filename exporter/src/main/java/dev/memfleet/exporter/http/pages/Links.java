package dev.memfleet.exporter.http.pages;

import dev.memfleet.exporter.node.HttpUrl;
import dev.memfleet.exporter.node.NodeAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Links to the agent's pages, which a reverse proxy may serve under another address.
 *
 * @param base before each path, without a slash at its end; empty for none
 * @param external the URL by which others reach the agent; empty if they reach it directly
 */
public record Links(
    String base, Optional<HttpUrl> external, String telemetryPath, String scrapePath) {

  /** A path of this agent as a browser must request it. */
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

  /** Text encoded for a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}

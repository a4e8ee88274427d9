package dev.memfleet.exporter.cli;

import dev.memfleet.exporter.node.HttpUrl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the flags say of the agent's own pages.
 *
 * @param listenAddresses one or more
 * @param telemetryPath starts with a slash
 * @param scrapePath starts with a slash
 * @param routePrefix before every path, without a slash at its end; empty for none
 * @param externalUrl that others reach the agent by
 * @param statusPage whether {@code /} is the status page, not a page of links
 * @param maxRequests scrapes served at a time, 0 for no limit
 * @param configFile with TLS, users and limits
 * @param adminAddress of the admin listener
 */
public record WebOptions(
    List<ListenAddress> listenAddresses,
    String telemetryPath,
    String scrapePath,
    String routePrefix,
    Optional<HttpUrl> externalUrl,
    boolean statusPage,
    int maxRequests,
    Optional<Path> configFile,
    Optional<ListenAddress> adminAddress) {

  public WebOptions {
    if (listenAddresses.isEmpty()) {
      throw new IllegalArgumentException("no listen address");
    }
    if (maxRequests < 0) {
      throw new IllegalArgumentException("max requests " + maxRequests);
    }
    listenAddresses = List.copyOf(listenAddresses);
  }

  /** Before each path in links: what a reverse proxy has there, else the agent's own prefix. */
  public String linkBase() {
    return externalUrl.map(url -> url.path().replaceFirst("/$", "")).orElse(routePrefix);
  }
}

package dev.memfleet.exporter.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the flags say of the agent's own pages.
 *
 * @param listenAddresses one or more
 * @param telemetryPath starts with a slash
 * @param scrapePath starts with a slash
 * @param maxRequests scrapes served at a time, 0 for no limit
 * @param configFile with TLS, users and limits
 * @param adminAddress of the admin listener
 */
public record WebOptions(
    List<ListenAddress> listenAddresses,
    String telemetryPath,
    String scrapePath,
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
}

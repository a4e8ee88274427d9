package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses posts that a browser sends for a page of another site. Browsers say where a post comes
 * from, in {@code Sec-Fetch-Site} or {@code Origin}; what says neither is no browser and passes. A
 * name in {@code Host} may be one that its owner has turned to this machine's address to look like
 * the same site, so over plain HTTP a browser has to reach the agent by address or as localhost.
 */
final class CrossSite {
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final String REFUSED = "cross-site request refused";

  private CrossSite() {}

  static void check(MultiMap headers, boolean secure) throws BadRequestException {
    String site = headers.get("Sec-Fetch-Site");
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (site == null && origin == null) {
      return;
    }
    String host = headers.get(HttpHeaders.HOST);
    boolean own = site == null || OWN.contains(site.toLowerCase(Locale.ROOT));
    if (!own || host == null || (origin != null && !isOf(origin, host, secure))) {
      throw new BadRequestException(403, REFUSED);
    }
    if (!secure && !isAddress(host)) {
      throw new BadRequestException(
          403, REFUSED + ": in a browser, open the agent by its IP address or as localhost");
    }
  }

  private static boolean isOf(String origin, String host, boolean secure) {
    String scheme = secure ? "https" : "http";
    String port = secure ? ":443" : ":80";
    try {
      URI from = new URI(origin);
      String authority = from.getRawAuthority();
      return scheme.equalsIgnoreCase(from.getScheme())
          && authority != null
          && without(port, authority).equalsIgnoreCase(without(port, host));
    } catch (URISyntaxException opaque) {
      return false;
    }
  }

  private static String without(String port, String authority) {
    return authority.endsWith(port)
        ? authority.substring(0, authority.length() - port.length())
        : authority;
  }

  private static boolean isAddress(String authority) {
    try {
      HostPort host = HostPort.parse(authority);
      return host.isAddress() || host.host().equalsIgnoreCase("localhost");
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}

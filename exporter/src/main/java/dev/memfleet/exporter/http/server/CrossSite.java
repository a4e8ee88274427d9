package dev.memfleet.exporter.http.server;

import dev.memfleet.exporter.node.HostPort;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * Rejects cross-site posts from browsers (CSRF). Browsers send the origin of a post in {@code
 * Sec-Fetch-Site} or {@code Origin}; a request with neither is not from a browser and passes.
 * Against DNS rebinding, where a foreign name in {@code Host} resolves to this machine's address
 * and looks like the same site, a browser on plain HTTP must use an IP address or localhost.
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

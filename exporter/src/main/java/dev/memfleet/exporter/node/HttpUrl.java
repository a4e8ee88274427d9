package dev.memfleet.exporter.node;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP URL. The query may contain a token, so {@code toString} hides it.
 *
 * @param secure whether it is HTTPS
 * @param host canonical name or address, without brackets
 * @param port 1 to 65535
 * @param path as sent in requests, with a leading slash
 * @param query as sent in requests
 */
public record HttpUrl(boolean secure, String host, int port, String path, Optional<String> query) {
  private static final String EXPECTED = "expected http:// or https://, host:port and a path";

  /**
   * Parses {@code http://host:port/path?query}.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected, without any of the
   *     text
   */
  public static HttpUrl parse(String text) {
    try {
      return of(new URI(text));
    } catch (URISyntaxException e) {
      throw invalid("%s at character %d".formatted(e.getReason(), e.getIndex() + 1));
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static IllegalArgumentException invalid(@Nullable String what) {
    return new IllegalArgumentException("not a URL: %s (%s)".formatted(what, EXPECTED));
  }

  private static HttpUrl of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw new IllegalArgumentException("neither http nor https");
    }
    if (uri.getRawAuthority() == null) {
      throw new IllegalArgumentException("no host");
    }
    if (uri.getRawAuthority().indexOf('@') >= 0) {
      throw new IllegalArgumentException("it must not contain user info, use basic_auth");
    }
    HostPort server = HostPort.parse(uri.getRawAuthority());
    int port = server.port().orElse(secure ? 443 : 80);
    if (server.host().isEmpty() || port == 0) {
      throw new IllegalArgumentException(port == 0 ? "port out of range" : "no host");
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return new HttpUrl(secure, server.host(), port, path, Optional.ofNullable(uri.getRawQuery()));
  }

  /**
   * Resolves a link relative to this URL.
   *
   * @throws IllegalArgumentException saying what is wrong, without any of the link
   */
  public HttpUrl resolve(String link) {
    try {
      return of(URI.create(origin() + request()).resolve(new URI(link)));
    } catch (URISyntaxException e) {
      throw invalid(e.getReason());
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  /** Whether scheme, host and port are the same. */
  public boolean isSameOrigin(HttpUrl other) {
    return origin().equals(other.origin());
  }

  private String origin() {
    return (secure ? "https" : "http") + "://" + hostPort();
  }

  /** {@code host:port}, with brackets around IPv6. */
  public String hostPort() {
    return HostPort.format(host, port);
  }

  /** The request target: path and query. */
  public String request() {
    return path + query.map(text -> "?" + text).orElse("");
  }

  @Override
  public String toString() {
    return origin() + path + (query.isPresent() ? "?" + Secret.REDACTED : "");
  }
}

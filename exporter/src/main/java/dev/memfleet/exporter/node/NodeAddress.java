package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The address of a node: a host and a port, or the path of a unix socket. Spellings of the same
 * address are equal: letter case, the default port, IPv6 notation.
 */
public final class NodeAddress {
  /** memcached's port, used if a text has none. */
  public static final int DEFAULT_PORT = 11211;

  private static final String EXPECTED = "expected host, host:port, [ipv6]:port or /path/of.sock";

  /** The notation of Thanos, Loki, Mimir and Cortex for names that resolve to many nodes. */
  private static final Pattern LOOK_UP = Pattern.compile("dns(srv(noa)?)?\\+.*");

  private static final Pattern LIST = Pattern.compile("[^/]*[,;][^/]*");

  /** The longest path that Linux accepts, in bytes. */
  private static final int MAX_PATH = 107;

  private final String host;
  private final int port;
  private final String path;

  private NodeAddress(String host, int port, String path) {
    this.host = host;
    this.port = port;
    this.path = path;
  }

  /**
   * Reads {@code host}, {@code host:port}, {@code [ipv6]:port}, a bare IPv6 address, or a text with
   * a {@code /}: the path of a unix socket, with or without {@code unix:} in front.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected
   */
  public static NodeAddress parse(String text) {
    try {
      return read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: %s (%s)".formatted(Quoted.text(text), e.getMessage(), EXPECTED), e);
    }
  }

  private static NodeAddress read(String text) {
    HostPort.checkCharacters(text);
    if (isLookUp(text)) {
      throw new IllegalArgumentException("names to look up belong in discovery[].dns");
    }
    if (isList(text)) {
      throw new IllegalArgumentException("several addresses");
    }
    if (text.startsWith("unix:")) {
      String path = text.substring(text.startsWith("unix://") ? 7 : 5);
      return new NodeAddress("", 0, checkedPath(path));
    }
    if (text.contains("/")) {
      return new NodeAddress("", 0, checkedPath(text));
    }
    HostPort parts = HostPort.parse(text);
    if (parts.host().isEmpty()) {
      throw new IllegalArgumentException("no host");
    }
    if (parts.port().isPresent() && parts.port().getAsInt() == 0) {
      throw new IllegalArgumentException("port out of range");
    }
    return new NodeAddress(parts.host(), parts.port().orElse(DEFAULT_PORT), "");
  }

  private static String checkedPath(String path) {
    if (path.contains("://")) {
      throw new IllegalArgumentException("a URL is not an address");
    }
    if (!path.contains("/") || path.endsWith("/")) {
      throw new IllegalArgumentException("not the path of a socket");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH) {
      throw new IllegalArgumentException("path longer than " + MAX_PATH + " bytes");
    }
    return path;
  }

  /**
   * Whether a text is a name to look up, as in {@code dnssrv+_memcached._tcp.a}, not an address.
   */
  public static boolean isLookUp(String text) {
    return LOOK_UP.matcher(text).matches();
  }

  /** Whether a text is a list of addresses. */
  public static boolean isList(String text) {
    return LIST.matcher(text).matches();
  }

  public boolean isUnix() {
    return !path.isEmpty();
  }

  /** Whether its host is an IP address, not a name. */
  public boolean isIp() {
    return IpAddress.isLiteral(host);
  }

  /** A name, or an IPv4 or IPv6 address without brackets; empty for a unix socket. */
  public String host() {
    return host;
  }

  /** 1 to 65535; 0 for a unix socket. */
  public int port() {
    return port;
  }

  /** The path of a unix socket; empty otherwise. */
  public String path() {
    return path;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeAddress that
        && host.equals(that.host)
        && port == that.port
        && path.equals(that.path);
  }

  @Override
  public int hashCode() {
    return Objects.hash(host, port, path);
  }

  /** {@code host:port}, {@code [ipv6]:port} or {@code /path}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    return isUnix() ? path : HostPort.format(host, port);
  }
}

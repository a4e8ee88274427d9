package dev.memfleet.exporter.node;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A host and a port, as in {@code host:port}.
 *
 * @param host canonical name or address, without brackets; empty in {@code :9150}
 * @param port 0 to 65535, or empty when the text names none
 */
public record HostPort(String host, OptionalInt port) {
  private static final int MAX_PORT = 65535;
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  /**
   * Reads {@code host}, {@code host:port}, {@code :port}, {@code [ipv6]}, {@code [ipv6]:port} or a
   * bare IPv6 address.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static HostPort parse(String text) {
    checkCharacters(text);
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException("an address must not contain user info");
    }
    if (text.startsWith("[")) {
      return bracketed(text);
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new HostPort(HostName.canonical(text), OptionalInt.empty());
    }
    if (colon != text.lastIndexOf(':')) {
      return new HostPort(IpAddress.canonicalV6(text), OptionalInt.empty());
    }
    String host = text.substring(0, colon);
    return new HostPort(
        host.isEmpty() ? "" : HostName.canonical(host), port(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return port.isPresent() ? format(host, port.getAsInt()) : host;
  }

  /** Whether the host is an IP address; the last part of a name is never a number. */
  public boolean isAddress() {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  private static HostPort bracketed(String text) {
    int end = text.indexOf(']');
    if (end < 0) {
      throw new IllegalArgumentException("no ] after [");
    }
    String host = IpAddress.canonicalV6(text.substring(1, end));
    String rest = text.substring(end + 1);
    if (rest.isEmpty()) {
      return new HostPort(host, OptionalInt.empty());
    }
    if (rest.charAt(0) != ':') {
      throw new IllegalArgumentException("no : after ]");
    }
    return new HostPort(host, port(rest.substring(1)));
  }

  static OptionalInt port(String digits) {
    if (digits.isEmpty()) {
      throw new IllegalArgumentException("no port after :");
    }
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("port is not a number");
    }
    int port = digits.length() > 5 ? MAX_PORT + 1 : Integer.parseInt(digits);
    if (port > MAX_PORT) {
      throw new IllegalArgumentException("port out of range");
    }
    return OptionalInt.of(port);
  }

  /** Rejects an empty text, spaces and control characters. */
  static void checkCharacters(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        throw new IllegalArgumentException("white space");
      }
      if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        throw new IllegalArgumentException("control character");
      }
    }
  }

  /** {@code host:port}, with brackets around IPv6. */
  public static String format(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.memfleet.exporter.node;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** The syntax of host names accepted by resolvers: RFC 1123, plus underscores. */
public final class HostName {
  private static final int MAX_LENGTH = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

  /** A name whose last label looks like a number is an IPv4 address or invalid. */
  private static final Pattern NUMERIC = Pattern.compile("([0-9]+|0x[0-9a-f]*)");

  private HostName() {}

  /** Whether it is a name by RFC 1123, or an address; the JDK's TLS rejects underscores. */
  public static boolean isStrict(String host) {
    return host.indexOf('_') < 0;
  }

  /**
   * Converts a name to lower case, and normalizes an IPv4 address.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static String canonical(String text) {
    String name = ascii(text).toLowerCase(Locale.ROOT);
    String relative = relative(name);
    String[] labels = relative.split("\\.", -1);
    if (NUMERIC.matcher(labels[labels.length - 1]).matches()) {
      return IpAddress.canonicalV4(name);
    }
    if (relative.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("host name longer than " + MAX_LENGTH + " characters");
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        throw new IllegalArgumentException("not a host name");
      }
    }
    return name;
  }

  /** Internationalized names in the ASCII form used by name servers and certificates. */
  private static String ascii(String text) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a host name", e);
    }
  }

  /** The host without a trailing dot. */
  static String relative(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}

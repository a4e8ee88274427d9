package dev.memfleet.exporter.node;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IP addresses in their canonical spelling (RFC 5952); a zone is kept unchanged. Octal, hexadecimal
 * and shortened IPv4 is rejected; an IPv4-mapped IPv6 address becomes the IPv4 address.
 */
final class IpAddress {
  private static final Pattern DIGITS = Pattern.compile("[0-9.]+");
  private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  /** The name or number of an interface. */
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

  private static final Pattern TRAILING_V4 = Pattern.compile("(.*:)([0-9]+(?:\\.[0-9]+){3})");

  private IpAddress() {}

  /** Whether a canonical host is an address; the last part of a name is never a number. */
  static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || DIGITS.matcher(host).matches();
  }

  static String canonicalV4(String text) {
    octets(text);
    return text;
  }

  private static int[] octets(String text) {
    String[] parts = text.split("\\.", -1);
    int[] octets = new int[4];
    if (parts.length != 4) {
      throw notV4();
    }
    for (int i = 0; i < 4; i++) {
      if (!OCTET.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
        throw notV4();
      }
      octets[i] = Integer.parseInt(parts[i]);
    }
    return octets;
  }

  /** Reads an IPv6 address without brackets, with an optional zone: {@code fe80::1%eth0}. */
  static String canonicalV6(String text) {
    int percent = text.indexOf('%');
    if (percent < 0) {
      return withoutZone(text);
    }
    String address = withoutZone(text.substring(0, percent));
    String zone = text.substring(percent + 1);
    if (address.indexOf(':') < 0 || !ZONE.matcher(zone).matches()) {
      throw new IllegalArgumentException("not an IPv6 address with the zone of an interface");
    }
    return address + "%" + zone;
  }

  private static String withoutZone(String text) {
    int[] groups = groups(text);
    boolean mapped = groups[5] == 0xffff && Arrays.stream(groups, 0, 5).allMatch(g -> g == 0);
    return mapped ? dotted(groups) : compressed(groups);
  }

  private static int[] groups(String text) {
    String hex = text;
    Matcher trailing = TRAILING_V4.matcher(text);
    if (trailing.matches()) {
      int[] v4 = octets(trailing.group(2));
      hex = "%s%x:%x".formatted(trailing.group(1), v4[0] << 8 | v4[1], v4[2] << 8 | v4[3]);
    }
    int gap = hex.indexOf("::");
    if (gap < 0) {
      int[] groups = halves(hex);
      if (groups.length != 8) {
        throw notV6();
      }
      return groups;
    }
    int[] head = halves(hex.substring(0, gap));
    int[] tail = halves(hex.substring(gap + 2));
    if (head.length + tail.length > 7) {
      throw notV6();
    }
    int[] groups = Arrays.copyOf(head, 8);
    System.arraycopy(tail, 0, groups, 8 - tail.length, tail.length);
    return groups;
  }

  private static int[] halves(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    String[] parts = text.split(":", -1);
    int[] groups = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (!GROUP.matcher(parts[i]).matches()) {
        throw notV6();
      }
      groups[i] = Integer.parseInt(parts[i], 16);
    }
    return groups;
  }

  private static String dotted(int[] groups) {
    return "%d.%d.%d.%d"
        .formatted(groups[6] >> 8, groups[6] & 0xff, groups[7] >> 8, groups[7] & 0xff);
  }

  /**
   * Replaces the longest run of two or more zeros, the first one of equal length, by {@code ::}.
   */
  private static String compressed(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == start) {
        out.append("::");
        i += length - 1;
      } else {
        boolean first = out.isEmpty() || out.charAt(out.length() - 1) == ':';
        out.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return out.toString();
  }

  private static IllegalArgumentException notV4() {
    return new IllegalArgumentException("not an IPv4 address");
  }

  private static IllegalArgumentException notV6() {
    return new IllegalArgumentException("not an IPv6 address");
  }
}

package dev.memfleet.exporter.node;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CIDR block: all addresses with the same prefix.
 *
 * @param base the first address of the block: the prefix, all other bits zero
 * @param bits the length of the prefix
 * @param port empty for any
 */
record Network(InetAddress base, int bits, OptionalInt port) implements TargetPattern {
  private static final Pattern SYNTAX =
      Pattern.compile("([0-9a-fA-F:.]+)/([0-9]{1,3})(?::([0-9]{1,5}))?");

  /**
   * Whether the text has the form of a CIDR block; any other text with a slash is a socket path.
   */
  static boolean isNetwork(String text) {
    return SYNTAX.matcher(text).matches();
  }

  static Network parse(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a network");
    }
    InetAddress base = address(parts.group(1));
    int bits = Integer.parseInt(parts.group(2));
    if (bits > base.getAddress().length * 8) {
      throw new IllegalArgumentException("the prefix is longer than the address");
    }
    Network network = new Network(base, bits, port(parts.group(3)));
    InetAddress masked = network.masked(base);
    if (!masked.equals(base)) {
      throw new IllegalArgumentException(
          "the address has bits set after the first %d; did you mean %s/%d?"
              .formatted(bits, canonical(masked), bits));
    }
    return network;
  }

  private static InetAddress address(String text) {
    boolean v6 = text.indexOf(':') >= 0;
    String canonical = v6 ? IpAddress.canonicalV6(text) : IpAddress.canonicalV4(text);
    if (v6 && canonical.indexOf(':') < 0) {
      throw new IllegalArgumentException("an IPv4 address in IPv6 form, write it as IPv4");
    }
    try {
      return InetAddress.getByName(canonical);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }

  private static OptionalInt port(@Nullable String digits) {
    return digits == null ? OptionalInt.empty() : HostPort.port(digits);
  }

  /** The prefix of an address, with the other bits zero. */
  private InetAddress masked(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (int i = 0; i < bytes.length; i++) {
      int prefixBits = Math.max(0, Math.min(8, bits - i * 8));
      bytes[i] &= (byte) (0xff00 >> prefixBits);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException(wrongLength);
    }
  }

  private boolean contains(InetAddress address) {
    return address.getAddress().length == base.getAddress().length
        && Arrays.equals(masked(address).getAddress(), base.getAddress());
  }

  @Override
  public Optional<Predicate<InetAddress>> addresses(NodeAddress target) {
    boolean allowed = !target.isUnix() && (port.isEmpty() || port.getAsInt() == target.port());
    return allowed ? Optional.of(this::contains) : Optional.empty();
  }

  private static String canonical(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf(':') >= 0 ? IpAddress.canonicalV6(text) : text;
  }

  @Override
  public String toString() {
    return canonical(base) + "/" + bits + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}

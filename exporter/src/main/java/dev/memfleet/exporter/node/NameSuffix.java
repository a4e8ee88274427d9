package dev.memfleet.exporter.node;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * All names below a domain, excluding the domain itself.
 *
 * @param suffix with a leading dot
 * @param port empty for any
 */
record NameSuffix(String suffix, OptionalInt port) implements TargetPattern {
  static NameSuffix parse(String text) {
    if (!text.startsWith("*.")) {
      throw new IllegalArgumentException(
          "* is allowed only as the first label, as in *.example.com");
    }
    HostPort domain = HostPort.parse(text.substring(2));
    if (IpAddress.isLiteral(domain.host())) {
      throw new IllegalArgumentException("an IP address has no subdomains");
    }
    return new NameSuffix("." + HostName.relative(domain.host()), domain.port());
  }

  @Override
  public Optional<Predicate<InetAddress>> addresses(NodeAddress target) {
    boolean allowed =
        HostName.relative(target.host()).endsWith(suffix)
            && (port.isEmpty() || port.getAsInt() == target.port());
    return allowed ? Optional.of(anywhere -> true) : Optional.empty();
  }

  @Override
  public String toString() {
    return "*" + suffix + (port.isPresent() ? ":" + port.getAsInt() : "");
  }
}

package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pattern of targets that may be scraped. A target allowed by its name may be connected to at any
 * address that the name resolves to; a target allowed only by a network may be connected to only at
 * addresses in that network.
 */
public sealed interface TargetPattern permits TargetPattern.Exact, NameSuffix, Network {
  /**
   * Parses an address as in {@link NodeAddress#parse}, {@code *.suffix}, or a network such as
   * {@code 10.0.0.0/8}. The latter two match every port unless one is given.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static TargetPattern parse(String text) {
    boolean name = text.startsWith("*");
    if (!name && !Network.isNetwork(text)) {
      return new Exact(NodeAddress.parse(text));
    }
    try {
      return name ? NameSuffix.parse(text) : Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Quoted.text(text) + ": " + e.getMessage(), e);
    }
  }

  /** The addresses at which a target may be scraped; empty if this pattern does not allow it. */
  Optional<Predicate<InetAddress>> addresses(NodeAddress target);

  /** Allows exactly one target. */
  record Exact(NodeAddress address) implements TargetPattern {
    @Override
    public Optional<Predicate<InetAddress>> addresses(NodeAddress target) {
      return target.equals(address) ? Optional.of(anywhere -> true) : Optional.empty();
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }
}

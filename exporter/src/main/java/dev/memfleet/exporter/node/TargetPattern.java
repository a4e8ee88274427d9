package dev.memfleet.exporter.node;

import dev.memfleet.exporter.yaml.Quoted;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pattern of allowed targets. A target allowed by name is trusted at any address that the name
 * resolves to; any other may be connected to only at addresses that are allowed.
 */
public sealed interface TargetPattern permits TargetPattern.Exact, NameSuffix, Network {
  /**
   * Reads an address as {@link NodeAddress#parse} does, {@code *.suffix}, or a network such as
   * {@code 10.0.0.0/8}; the latter two match every port unless one follows.
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

  /** The addresses at which a target may be scraped; empty if it is forbidden. */
  Optional<Predicate<InetAddress>> addresses(NodeAddress target);

  /** Exactly one target. */
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

package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;

/** A selection of nodes. */
public sealed interface NodeChoice {
  boolean includes(Target node);

  /** Reads {@code *}, {@code label=value} or an address. */
  static NodeChoice parse(String text) {
    int equals = text.indexOf('=');
    if (text.equals("*")) {
      return new Every();
    }
    return equals > 0
        ? new Labelled(text.substring(0, equals), text.substring(equals + 1))
        : new One(NodeAddress.parse(text));
  }

  /** Every node. */
  record Every() implements NodeChoice {
    @Override
    public boolean includes(Target node) {
      return true;
    }

    @Override
    public String toString() {
      return "*";
    }
  }

  /** All nodes with a label. */
  record Labelled(String name, String value) implements NodeChoice {
    @Override
    public boolean includes(Target node) {
      return value.equals(node.labels().get(name));
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** A single one. */
  record One(NodeAddress address) implements NodeChoice {
    @Override
    public boolean includes(Target node) {
      return address.equals(node.address());
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }
}

package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.Target;
import org.jspecify.annotations.Nullable;

/**
 * The result of polling a node once.
 *
 * @param failure why it did not answer, for people; null when it did
 * @param series empty when it did not answer
 */
record NodeView(Target target, @Nullable String failure, Series series) {
  /** The label by which nodes are grouped. */
  static final String POOL = "pool";

  boolean up() {
    return failure == null;
  }

  /** The pool of the node; empty for none. */
  String pool() {
    return target.labels().getOrDefault(POOL, "");
  }

  String address() {
    return target.address().toString();
  }
}

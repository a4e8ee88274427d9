package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import org.jspecify.annotations.Nullable;

/**
 * Snapshot of a node that the agent watches.
 *
 * @param status the result of its last poll; null before the first one ended
 * @param history the node's history
 */
public record WatchedNode(Target target, @Nullable NodeStatus status, NodeHistory history) {
  /** The label by which nodes are grouped. */
  public static final String POOL = "pool";

  public NodeAddress address() {
    return target.address();
  }

  /** The pool of the node; empty for none. */
  public String pool() {
    return target.labels().getOrDefault(POOL, "");
  }
}

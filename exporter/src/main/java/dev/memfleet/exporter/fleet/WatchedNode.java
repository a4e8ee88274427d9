package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import org.jspecify.annotations.Nullable;

/**
 * A node that the agent watches, at one time.
 *
 * @param status what its last poll gave; null before the first one ended
 * @param history what happened to it so far
 */
public record WatchedNode(Target target, @Nullable NodeStatus status, NodeHistory history) {
  /** The label by which nodes are grouped. */
  public static final String POOL = "pool";

  public NodeAddress address() {
    return target.address();
  }

  /** The pool that it belongs to; empty for none. */
  public String pool() {
    return target.labels().getOrDefault(POOL, "");
  }
}

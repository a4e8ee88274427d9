package dev.memfleet.exporter.node;

import java.util.Map;

/**
 * The memory limit for nodes, and the estimated cost of one. A list that exceeds it is rejected
 * with a message before it can exhaust the heap.
 *
 * @param bytes for all nodes together
 * @param shard the nodes that are polled; of the others only address and labels are kept
 */
public record NodeBudget(long bytes, Shard shard) {
  public static final NodeBudget UNLIMITED = new NodeBudget(Long.MAX_VALUE, Shard.UNSHARDED);

  /**
   * Bytes of a polled node with a dozen slab classes: 15 KiB for its connection, columns of numbers
   * and timer; 6 KiB for the columns of the next poll while a page of the previous one is being
   * sent; and headroom for garbage collection.
   */
  private static final long POLLED = 28 << 10;

  /** Bytes of a node's history for plots, kept only if the histories of all nodes fit. */
  private static final long HISTORY = 8 << 10;

  private static final long KNOWN = 1 << 10;

  /** Labels are kept as text and as they are written on pages. */
  private static final long BYTES_PER_LABEL_CHARACTER = 4;

  /** Three quarters of the heap; the rest is for lists being read and for pages. */
  public static NodeBudget ofHeap(Shard shard) {
    return new NodeBudget(Runtime.getRuntime().maxMemory() / 4 * 3, shard);
  }

  /** Number of polled nodes that fit in the heap with their histories. */
  public static int nodesWithHistory() {
    return (int) Math.min(Integer.MAX_VALUE, ofHeap(Shard.UNSHARDED).bytes / (POLLED + HISTORY));
  }

  /** The estimated memory of a node. */
  public long cost(Target node) {
    long labels = 0;
    for (Map.Entry<String, String> label : node.labels().entrySet()) {
      labels += label.getKey().length() + label.getValue().length();
    }
    return (shard.owns(node.address()) ? POLLED : KNOWN) + labels * BYTES_PER_LABEL_CHARACTER;
  }

  /** The message for a list that exceeds the budget. */
  public String refusal() {
    return "too many nodes for the heap: its %d MiB for nodes are enough for about %d; raise java's -Xmx"
        .formatted(bytes >> 20, bytes / POLLED);
  }
}

package dev.memfleet.exporter.status;

import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.node.NodeAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshot of all nodes and pools.
 *
 * @param nodes the worst first
 * @param pools by name
 * @param news sentences on what matters now, the most urgent first; never empty
 */
public record FleetStatus(Instant at, List<NodeRow> nodes, List<PoolRow> pools, List<Notice> news) {

  /**
   * Creates the status of the watched nodes.
   *
   * @param agent the problems of the agent itself
   */
  public static FleetStatus of(List<WatchedNode> watched, List<String> agent, Instant now) {
    List<NodeRow> rows = new ArrayList<>();
    Map<String, List<NodeRow>> byPool = new TreeMap<>();
    for (WatchedNode node : watched) {
      NodeRow row = new NodeRow(node);
      rows.add(row);
      byPool.computeIfAbsent(row.pool(), name -> new ArrayList<>()).add(row);
    }
    rows.sort(NodeRow.WORST_FIRST);
    List<PoolRow> pools = new ArrayList<>();
    byPool.forEach((name, nodes) -> pools.add(new PoolRow(name, nodes)));
    return new FleetStatus(now, rows, pools, Notice.of(rows, pools, agent));
  }

  /** The row of a node. */
  public Optional<NodeRow> node(NodeAddress address) {
    return nodes.stream().filter(row -> row.node().address().equals(address)).findFirst();
  }

  /** The pool of a node. */
  public PoolRow poolOf(NodeRow row) {
    return pools.stream().filter(pool -> pool.name().equals(row.pool())).findFirst().orElseThrow();
  }
}

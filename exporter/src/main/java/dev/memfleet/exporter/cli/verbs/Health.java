package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The health of the nodes of a cluster. */
record Health(List<NodeView> nodes) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("node", "Node", Kind.TEXT),
          new Column("pool", "Pool", Kind.TEXT),
          new Column("healthy", "Healthy", Kind.TEXT),
          new Column("failure", "Failure", Kind.TEXT));

  Health {
    nodes = List.copyOf(nodes);
  }

  /** The status of the cluster, derived from its nodes. */
  enum Status {
    HEALTHY(0),
    DEGRADED(1),
    DOWN(2);

    final int exitCode;

    Status(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  long healthy() {
    return nodes.stream().filter(NodeView::up).count();
  }

  Status status() {
    if (healthy() == 0) {
      return Status.DOWN;
    }
    return healthy() == nodes.size() ? Status.HEALTHY : Status.DEGRADED;
  }

  Printout whole() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("status", status());
    facts.put("healthy_nodes", healthy());
    facts.put("total_nodes", nodes.size());
    List<Row> rows = new ArrayList<>();
    for (NodeView node : nodes) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(node.address());
      cells.add(node.pool());
      cells.add(node.up());
      cells.add(node.failure());
      rows.add(new Row(node.up() ? Tone.PLAIN : Tone.BAD, cells));
    }
    return new Printout(facts, List.of(new Table("nodes", COLUMNS, rows)));
  }

  String text(Palette colour) {
    StringBuilder out = new StringBuilder();
    out.append(colour.strong("=== Cluster Health Check ===")).append('\n');
    for (NodeView node : nodes) {
      out.append(
              node.up()
                  ? colour.good("✓ " + node.address() + " - healthy")
                  : colour.bad(
                      "✗ " + node.address() + " - unhealthy: " + Kind.TEXT.shown(node.failure())))
          .append('\n');
    }
    String status = status().toString();
    String painted =
        switch (status()) {
          case HEALTHY -> colour.good(status);
          case DEGRADED -> colour.warning(status);
          case DOWN -> colour.bad(status);
        };
    return out.append("\nHealthy nodes: %d / %d%n".formatted(healthy(), nodes.size()))
        .append("Cluster status: " + painted + "\n")
        .toString();
  }
}

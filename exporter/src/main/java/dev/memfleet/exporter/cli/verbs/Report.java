package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The monitoring report of nodes: a table of nodes, and a table of pools with sums. */
record Report(List<NodeView> nodes) {
  /** The fields that fit beside many others in a terminal. */
  private static final List<ReportField> BRIEF =
      List.of(
          ReportField.VERSION,
          ReportField.UPTIME,
          ReportField.CURR_CONNECTIONS,
          ReportField.MEMORY_RATIO,
          ReportField.HIT_RATIO,
          ReportField.CURR_ITEMS,
          ReportField.CMD_GET,
          ReportField.CMD_SET,
          ReportField.EVICTIONS);

  private static final List<String> BRIEF_TITLES =
      List.of("VERSION", "UPTIME", "CONNS", "MEM", "HITS", "ITEMS", "GET", "SET", "EVICT");

  Report {
    nodes = List.copyOf(nodes);
  }

  /** All fields, for programs. */
  Printout whole() {
    List<Column> node = new ArrayList<>();
    node.add(new Column("node", "Node", Kind.TEXT));
    node.add(new Column("pool", "Pool", Kind.TEXT));
    node.add(new Column("up", "Up", Kind.TEXT));
    List<Column> pool = new ArrayList<>();
    pool.add(new Column("pool", "Pool", Kind.TEXT));
    pool.add(new Column("nodes", "Nodes", Kind.COUNT));
    pool.add(new Column("nodes_up", "Nodes up", Kind.COUNT));
    for (ReportField field : ReportField.values()) {
      node.add(new Column(field.key(), field.title(), field.kind()));
      pool.add(new Column(field.key(), field.title(), field.kind()));
    }
    node.add(new Column("failure", "Failure", Kind.TEXT));
    List<Row> nodeRows = new ArrayList<>();
    nodes.forEach(view -> nodeRows.add(whole(view)));
    List<Row> poolRows = new ArrayList<>();
    pools().forEach((name, members) -> poolRows.add(whole(name, members)));
    return new Printout(
        Map.of(), List.of(new Table("nodes", node, nodeRows), new Table("pools", pool, poolRows)));
  }

  private static Row whole(NodeView view) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(view.address());
    cells.add(view.pool());
    cells.add(view.up());
    for (ReportField field : ReportField.values()) {
      cells.add(view.up() ? field.of(view.series()) : null);
    }
    cells.add(view.failure());
    return new Row(Tone.PLAIN, cells);
  }

  private static Row whole(String name, List<NodeView> members) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(name);
    cells.add(members.size());
    cells.add(up(members).size());
    Series sum = Series.sum(up(members));
    for (ReportField field : ReportField.values()) {
      cells.add(ofPool(field, sum));
    }
    return new Row(Tone.PLAIN, cells);
  }

  /** A table for a terminal: nodes by pool, each pool with its sums. */
  String text(Palette colour) {
    List<Column> columns = new ArrayList<>(List.of(new Column("node", "NODE", Kind.TEXT)));
    for (int i = 0; i < BRIEF.size(); i++) {
      columns.add(new Column(BRIEF.get(i).key(), BRIEF_TITLES.get(i), BRIEF.get(i).kind()));
    }
    StringBuilder down = new StringBuilder();
    List<Row> rows = new ArrayList<>();
    pools()
        .forEach(
            (name, members) -> {
              members.forEach(view -> rows.add(brief(view)));
              rows.add(brief(name, members));
            });
    for (NodeView view : nodes) {
      if (!view.up()) {
        down.append(colour.bad(view.address() + ": " + Kind.TEXT.shown(view.failure())))
            .append('\n');
      }
    }
    String table = TextTable.print(new Table("nodes", columns, rows), colour);
    return down.isEmpty() ? table : table + "\n" + down;
  }

  private static Row brief(NodeView view) {
    List<@Nullable Object> cells = new ArrayList<>(List.of(view.address()));
    for (ReportField field : BRIEF) {
      cells.add(view.up() ? field.of(view.series()) : field == ReportField.VERSION ? "down" : null);
    }
    return new Row(view.up() ? Tone.PLAIN : Tone.BAD, cells);
  }

  private static Row brief(String name, List<NodeView> members) {
    int up = up(members).size();
    String title = name.isEmpty() ? "all" : name;
    String count =
        up == members.size() ? "%d up".formatted(up) : "%d of %d up".formatted(up, members.size());
    List<@Nullable Object> cells = new ArrayList<>(List.of(title + ": " + count));
    Series sum = Series.sum(up(members));
    BRIEF.forEach(field -> cells.add(ofPool(field, sum)));
    return new Row(Tone.STRONG, cells);
  }

  /** The sum of a field; several versions are listed, ages are left out. */
  private static @Nullable Object ofPool(ReportField field, Series sum) {
    return field == ReportField.UPTIME ? null : field.of(sum);
  }

  private static List<Series> up(List<NodeView> members) {
    return members.stream().filter(NodeView::up).map(NodeView::series).toList();
  }

  private Map<String, List<NodeView>> pools() {
    Map<String, List<NodeView>> pools = new TreeMap<>();
    nodes.forEach(view -> pools.computeIfAbsent(view.pool(), first -> new ArrayList<>()).add(view));
    return pools;
  }
}

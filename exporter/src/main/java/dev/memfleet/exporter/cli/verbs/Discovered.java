package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.text.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Snapshot of the nodes of all sources. */
record Discovered(List<DiscoveredNode> nodes, List<DiscoveredSource> sources) {
  private static final List<Column> NODES =
      List.of(
          new Column("node", "NODE", Kind.TEXT),
          new Column("source", "SOURCE", Kind.TEXT),
          new Column("profile", "PROFILE", Kind.TEXT),
          new Column("labels", "LABELS", Kind.TEXT));

  private static final List<Column> SOURCES =
      List.of(
          new Column("source", "SOURCE", Kind.TEXT),
          new Column("nodes", "NODES", Kind.COUNT),
          new Column("state", "STATE", Kind.TEXT));

  Discovered {
    nodes = List.copyOf(nodes);
    sources = List.copyOf(sources);
  }

  /** A node and its source. */
  record DiscoveredNode(Target target, String source, String profile) {
    String labels() {
      StringJoiner labels = new StringJoiner(",");
      new TreeMap<>(target.labels()).forEach((name, value) -> labels.add(name + "=" + value));
      return labels.toString();
    }

    String line() {
      return Kind.printable(
          "%s source=%s profile=%s %s"
              .formatted(target.address(), source, profile, labels())
              .strip());
    }
  }

  /**
   * A source.
   *
   * @param problems empty when its last answer was good
   */
  record DiscoveredSource(String name, int nodes, boolean success, List<String> problems) {
    String state() {
      return success ? "ok" : "failed";
    }
  }

  /** All failures, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (DiscoveredSource source : sources) {
      source.problems.forEach(problem -> problems.add("source " + source.name + ": " + problem));
      if (!source.success && source.problems.isEmpty()) {
        problems.add("source " + source.name + ": its last query failed");
      }
    }
    return problems;
  }

  Printout printout() {
    List<Row> nodeRows = new ArrayList<>();
    for (DiscoveredNode node : nodes) {
      nodeRows.add(
          new Row(
              Tone.PLAIN,
              Arrays.asList(
                  node.target.address().toString(), node.source, node.profile, node.labels())));
    }
    List<Row> sourceRows = new ArrayList<>();
    for (DiscoveredSource source : sources) {
      sourceRows.add(
          new Row(
              source.success ? Tone.PLAIN : Tone.BAD,
              Arrays.asList(source.name, source.nodes, source.state())));
    }
    return new Printout(
        Map.of(),
        List.of(new Table("nodes", NODES, nodeRows), new Table("sources", SOURCES, sourceRows)));
  }
}

package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.Target;
import java.util.List;
import java.util.Set;

/** The nodes that the command line names, and whoever answers for them. */
interface NodeSource extends AutoCloseable {
  /** The nodes, in their order. */
  List<Target> targets();

  /** What kept it from finding all nodes, a line each. */
  List<String> problems();

  /**
   * Asks every node once.
   *
   * @param metrics the names of the metrics that are wanted
   * @param progress hears of each node
   */
  List<NodeView> ask(Set<String> metrics, Progress progress) throws VerbException;

  /** Asks one node. */
  NodeView ask(Target target, Set<String> metrics) throws VerbException;

  @Override
  void close();
}

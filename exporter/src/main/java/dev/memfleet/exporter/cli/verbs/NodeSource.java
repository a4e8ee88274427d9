package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.node.Target;
import java.util.List;
import java.util.Set;

/** The nodes named on the command line, and the way to get their data. */
interface NodeSource extends AutoCloseable {
  /** The nodes, in their order. */
  List<Target> targets();

  /** The reasons why nodes could not be found, one line each. */
  List<String> problems();

  /**
   * Polls every node once.
   *
   * @param metrics the names of the metrics that are wanted
   * @param progress is updated after each node
   */
  List<NodeView> ask(Set<String> metrics, Progress progress) throws VerbException;

  /** Polls one node. */
  NodeView ask(Target target, Set<String> metrics) throws VerbException;

  @Override
  void close();
}

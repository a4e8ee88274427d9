package dev.memfleet.exporter.cli;

import java.util.List;
import java.util.Locale;

/**
 * The table of verbs: other tasks of the program than running the agent, selected by the first word
 * of the command line.
 */
public enum Verb {
  // spotless:off
  REPORT("Print the monitoring report of nodes, with sums per pool."),
  HEALTH("Check each node, and exit with 0 for HEALTHY, 1 for DEGRADED, 2 for DOWN."),
  TOP("Show a live table of nodes in the terminal."),
  FLUSH("Drop every item of nodes; without --yes only show what would be dropped."),
  SLABS("Print the slab classes of nodes."),
  CONNS("Print who is connected to nodes: client addresses, states and idle times."),
  INSIGHT("Watch a node for a while and print its hot keys and prefixes."),
  PROBE("Ask one node now and print its metrics."),
  TARGETS("Print the nodes that discovery finds, and what it could not find."),
  COMPARE("Print the series that differ between two exporters."),
  CHECK_CONFIG("Check a configuration file; starts nothing."),
  HASH_PASSWORD("Print the bcrypt hash of a password, for the web configuration."),
  COMPLETION("Print the completion script of a shell: bash, zsh or fish."),
  MAN_PAGE("Print the manual page, for man."),
  VERSION("Print the version.");
  // spotless:on

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String summary;

  Verb(String summary) {
    this.summary = summary;
  }

  /** Whether the command line asks for a verb, known or not, instead of the agent. */
  public static boolean isAskedFor(List<String> words) {
    return !words.isEmpty() && !words.get(0).isEmpty() && !words.get(0).startsWith("-");
  }

  /** Its name on the command line. */
  public String word() {
    return word;
  }

  /** One sentence for lists of verbs. */
  public String summary() {
    return summary;
  }
}

package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.text.LogEvent;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** What all polls share: connectors, sockets and rules. The rules change on the event loop. */
final class Polling {
  private static final Logger LOG = Logger.getLogger(Polling.class.getName());
  private final Confinement loop = new Confinement();
  private final Connectors connectors;
  private final Sockets sockets;
  private final Supplier<Duration> behind;
  private final Shortage shortage = new Shortage(System::nanoTime);
  private final FailedTargets failedTargets = new FailedTargets(System::nanoTime);
  private volatile PollRules rules;
  private volatile boolean roomForHistory = true;

  /**
   * @param behind total time by which the event loop has been late
   */
  Polling(Connectors connectors, Sockets sockets, Supplier<Duration> behind, PollRules rules) {
    this.connectors = connectors;
    this.sockets = sockets;
    this.behind = behind;
    this.rules = rules;
  }

  /** Throws on any thread but the event loop that polls. */
  void check() {
    loop.check();
  }

  Connectors connectors() {
    return connectors;
  }

  Sockets sockets() {
    return sockets;
  }

  /** Starts measuring how late the agent is. */
  Lateness lateness() {
    return new Lateness(behind);
  }

  Shortage shortage() {
    return shortage;
  }

  FailedTargets failedTargets() {
    return failedTargets;
  }

  PollRules rules() {
    return rules;
  }

  void apply(PollRules others) {
    loop.check();
    rules = others;
  }

  /** How much history of each node is kept. */
  Retention retention() {
    return roomForHistory ? rules.retention() : rules.retention().off();
  }

  /** Keeps history for this number of nodes, or for none if the heap is too small for all. */
  void keepHistoryOf(int nodes) {
    boolean room = nodes <= NodeBudget.nodesWithHistory();
    if (roomForHistory && !room) {
      LogEvent.warning(
          LOG,
          "history off",
          "reason",
          "heap too small",
          "nodes",
          nodes,
          "max_nodes",
          NodeBudget.nodesWithHistory());
    }
    roomForHistory = room;
  }

  Scraper scraper() {
    return rules.scraper();
  }

  PollConfig config() {
    return rules.config();
  }

  /** Time without a completed poll after which polling counts as stalled. */
  static Duration maxAge(PollConfig config) {
    return maxAge(config, 0);
  }

  /**
   * How long a result counts as the node's state: three intervals, or until the next poll if
   * backoff puts it later, plus the duration of a poll.
   */
  static Duration maxAge(PollConfig config, int failedInARow) {
    Duration intervals = config.interval().multipliedBy(3);
    Duration wait = PollSchedule.longestWait(config.interval(), failedInARow);
    return (wait.compareTo(intervals) > 0 ? wait : intervals).plus(config.timeout());
  }
}

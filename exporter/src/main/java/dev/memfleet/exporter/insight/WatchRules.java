package dev.memfleet.exporter.insight;

import static dev.memfleet.exporter.insight.Verdict.STOPPED;
import static dev.memfleet.exporter.insight.Verdict.UNSUPPORTED;

import dev.memfleet.exporter.yaml.Quoted;
import java.util.Locale;

/** The conditions under which watching could harm a node: when not to start, and when to stop. */
final class WatchRules {
  /** Upper bound of a line's cost to the node: the logger's thread and the worker. */
  static final double SECONDS_PER_LINE = 1e-6;

  private static final double MAX_BUSY_BEFORE = 0.70;
  private static final double MAX_BUSY = 0.85;
  private static final double MAX_LOST = 0.5;

  private WatchRules() {}

  /** Refuses a node that cannot or must not be watched. */
  static void checkVersion(NodeSample node) {
    ServerVersion known = version(node);
    if (known.isBefore(ServerVersion.WATCHES)) {
      throw new RefusedException(
          UNSUPPORTED, "memcached %s (watching needs %s)".formatted(known, ServerVersion.WATCHES));
    }
    if (!node.has("log_watchers")) {
      throw new RefusedException(UNSUPPORTED, "the node does not report log_watchers");
    }
  }

  /** Whether it logs deletions, which otherwise look like gets. */
  static boolean logsDeletions(NodeSample node) {
    return ServerVersion.parse(node.stats().getOrDefault("version", ""))
        .filter(known -> !known.isBefore(ServerVersion.LOGS_DELETIONS))
        .isPresent();
  }

  /** The version of a memcached; refuses an invalid one. */
  static ServerVersion version(NodeSample node) {
    String version = node.stats().getOrDefault("version", "");
    return ServerVersion.parse(version)
        .orElseThrow(
            () ->
                new RefusedException(
                    UNSUPPORTED, "version " + Quoted.text(version) + " is not one of memcached"));
  }

  /**
   * Throws if the window must not start.
   *
   * @param now about a second after the first sample
   * @param linesPerSecond that the node would send
   * @param maxCpu limit of the watcher's cost, in cores
   */
  static void checkBefore(NodeSample first, NodeSample now, double linesPerSecond, double maxCpu) {
    if (now.isWatched()) {
      throw new RefusedException(STOPPED, "the node has a watcher already");
    }
    double cost = linesPerSecond * SECONDS_PER_LINE;
    if (cost > maxCpu) {
      throw new RefusedException(STOPPED, tooExpensive("would cost", cost, maxCpu));
    }
    double busy = now.busySince(first);
    if (busy > MAX_BUSY_BEFORE) {
      throw new RefusedException(STOPPED, busy(busy, MAX_BUSY_BEFORE));
    }
  }

  /**
   * Throws if the window must end.
   *
   * @param begin the sample at its start
   * @param earlier one of about ten seconds ago, or the first
   * @param last the one before
   */
  static void checkDuring(
      NodeSample begin,
      NodeSample earlier,
      NodeSample last,
      NodeSample now,
      long linesSinceEarlier,
      double maxCpu) {
    if (now.since(begin, "listen_disabled_num") > 0) {
      throw new RefusedException(STOPPED, "the node reached its connection limit");
    }
    double lost = now.lostSince(earlier);
    if (lost > MAX_LOST) {
      throw new RefusedException(STOPPED, "%s of the lines are lost".formatted(percent(lost)));
    }
    double busy = now.busySince(last);
    if (busy > MAX_BUSY) {
      throw new RefusedException(STOPPED, busy(busy, MAX_BUSY));
    }
    double cost = linesSinceEarlier * SECONDS_PER_LINE / Math.max(1, now.secondsSince(earlier));
    if (cost > maxCpu) {
      throw new RefusedException(STOPPED, tooExpensive("costs", cost, maxCpu));
    }
  }

  private static String tooExpensive(String verb, double cost, double maxCpu) {
    return "watching %s %s of a core (at most %s)".formatted(verb, percent(cost), percent(maxCpu));
  }

  private static String busy(double busy, double most) {
    return "the node's threads are %s busy (at most %s)".formatted(percent(busy), percent(most));
  }

  private static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.1f %%", ratio * 100);
  }
}

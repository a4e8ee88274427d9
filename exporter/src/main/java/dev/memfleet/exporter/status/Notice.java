package dev.memfleet.exporter.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line at the top of the status page: a problem, or that all nodes are up.
 *
 * @param level its severity
 */
public record Notice(Level level, String text) {
  private static final int MAX_NAMES = 5;

  /** Severity, the most severe first. */
  public enum Level {
    BAD,
    ODD,
    GOOD
  }

  static List<Notice> of(List<NodeRow> rows, List<PoolRow> pools, List<String> agent) {
    List<Notice> news = new ArrayList<>();
    nodes(State.DOWN, "down", Level.BAD, rows, news);
    agent.forEach(problem -> news.add(new Notice(Level.BAD, problem)));
    nodes(State.UNKNOWN, "not polled", Level.ODD, rows, news);
    nodes(State.PARTIAL, "answering in part", Level.ODD, rows, news);
    addFirst("pools with several versions", versions(pools), news);
    addFirst("lists of settings that differ", differing(pools), news);
    if (rows.isEmpty()) {
      news.add(new Notice(Level.ODD, "No node is watched."));
    } else if (rows.stream().allMatch(row -> row.state() == State.UP)) {
      news.add(new Notice(Level.GOOD, allUp(rows.size())));
    }
    return List.copyOf(news);
  }

  /** Shown while nothing is wrong, so that the page layout does not shift when a node goes down. */
  private static String allUp(int nodes) {
    return nodes == 1 ? "The node is up." : "All %d nodes are up.".formatted(nodes);
  }

  private static void nodes(
      State state, String word, Level level, List<NodeRow> rows, List<Notice> news) {
    List<String> names =
        rows.stream().filter(row -> row.state() == state).map(NodeRow::address).toList();
    if (!names.isEmpty()) {
      news.add(
          new Notice(
              level,
              "%d of %d nodes %s: %s".formatted(names.size(), rows.size(), word, names(names))));
    }
  }

  /** The first of these sentences, and the number of further ones. */
  private static void addFirst(String what, List<String> sentences, List<Notice> news) {
    sentences.stream().limit(MAX_NAMES).forEach(text -> news.add(new Notice(Level.ODD, text)));
    int more = sentences.size() - MAX_NAMES;
    if (more > 0) {
      news.add(new Notice(Level.ODD, "%d more %s".formatted(more, what)));
    }
  }

  private static List<String> versions(List<PoolRow> pools) {
    return pools.stream()
        .filter(pool -> pool.versions().size() > 1)
        .map(
            pool ->
                "pool %s: %d versions (%s)"
                    .formatted(pool.title(), pool.versions().size(), pool.versionsText(MAX_NAMES)))
        .toList();
  }

  /** Groups pools whose nodes differ in the same settings into one sentence. */
  private static List<String> differing(List<PoolRow> pools) {
    Map<List<String>, List<String>> bySettings = new LinkedHashMap<>();
    for (PoolRow pool : pools) {
      List<String> settings = pool.settings().differing();
      if (!settings.isEmpty()) {
        bySettings.computeIfAbsent(settings, none -> new ArrayList<>()).add(pool.title());
      }
    }
    return bySettings.entrySet().stream()
        .map(
            same ->
                "%s %s: nodes differ in %s"
                    .formatted(
                        same.getValue().size() == 1 ? "pool" : "pools",
                        names(same.getValue()),
                        names(same.getKey())))
        .toList();
  }

  private static String names(List<String> names) {
    String first = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MAX_NAMES;
    return more > 0 ? first + " and %d more".formatted(more) : first;
  }
}

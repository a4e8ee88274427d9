package dev.memfleet.exporter.status;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sentence on what matters now.
 *
 * @param level how much it does
 */
public record News(Level level, String text) {
  private static final int MOST_NAMES = 5;

  /** The most urgent first. */
  public enum Level {
    BAD,
    ODD,
    GOOD
  }

  static List<News> of(List<NodeRow> rows, List<PoolRow> pools, List<String> agent) {
    List<News> news = new ArrayList<>();
    nodes(State.DOWN, "down", Level.BAD, rows, news);
    agent.forEach(problem -> news.add(new News(Level.BAD, problem)));
    nodes(State.UNKNOWN, "not polled", Level.ODD, rows, news);
    nodes(State.PARTIAL, "answering in part", Level.ODD, rows, news);
    for (PoolRow pool : pools) {
      if (pool.versions().size() > 1) {
        news.add(new News(Level.ODD, versions(pool)));
      }
      if (!pool.settings().differing().isEmpty()) {
        news.add(
            new News(
                Level.ODD,
                "pool %s: nodes differ in %s"
                    .formatted(pool.title(), names(pool.settings().differing()))));
      }
    }
    if (news.isEmpty()) {
      String text =
          switch (rows.size()) {
            case 0 -> "No node is watched.";
            case 1 -> "The node is up.";
            default -> "All %d nodes are up.".formatted(rows.size());
          };
      news.add(new News(rows.isEmpty() ? Level.ODD : Level.GOOD, text));
    }
    return List.copyOf(news);
  }

  private static void nodes(
      State state, String word, Level level, List<NodeRow> rows, List<News> news) {
    List<String> names =
        rows.stream().filter(row -> row.state() == state).map(NodeRow::address).toList();
    if (!names.isEmpty()) {
      news.add(
          new News(
              level,
              "%d of %d nodes %s: %s".formatted(names.size(), rows.size(), word, names(names))));
    }
  }

  private static String versions(PoolRow pool) {
    return "pool %s: %d versions (%s)"
        .formatted(pool.title(), pool.versions().size(), pool.versionsText(MOST_NAMES));
  }

  private static String names(List<String> names) {
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and %d more".formatted(more) : first;
  }
}

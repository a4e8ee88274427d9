package dev.memfleet.exporter.alerts;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of series in expressions and prose. */
final class SeriesNames {
  private static final Pattern METRIC = Pattern.compile("(?<![\\w:])memcached_\\w+(?![\\w:])");
  private static final Pattern RECORDED = Pattern.compile("\\w+:memcached_\\w+:\\w+");

  private SeriesNames() {}

  /** Metrics of nodes and exporter, those in a matcher of {@code __name__} too. */
  static Set<String> metrics(String text) {
    return find(METRIC, text);
  }

  /** Recorded series, as {@code level:metric:operation}. */
  static Set<String> recorded(String text) {
    return find(RECORDED, text);
  }

  private static Set<String> find(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

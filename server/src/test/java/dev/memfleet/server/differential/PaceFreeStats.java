package dev.memfleet.server.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Stats without those that depend on the timing of background threads: each group of such stats is
 * replaced by a figure that does not, such as their sum.
 */
final class PaceFreeStats {
  private static final Pattern PREFIX = Pattern.compile("^(?:items:)?\\d+:");

  /** One list of keys, by their names within a slab class, and a figure made of their values. */
  private record Rule(String name, List<String> keys, ToLongFunction<long[]> figure) {
    private static Rule sum(String... keys) {
      return new Rule(
          String.join(" + ", keys), List.of(keys), values -> LongStream.of(values).sum());
    }

    /** The first of the keys is at most the sum of the others. */
    private static Rule within(String... keys) {
      return new Rule(
          String.join(" <= ", keys),
          List.of(keys),
          values -> 2 * values[0] <= LongStream.of(values).sum() ? 1 : 0);
    }
  }

  /** Each with the reason. */
  private static final List<Rule> RULES =
      List.of(
          // An expired or flushed item is removed by the first thread that finds it.
          Rule.sum("get_expired", "get_flushed", "reclaimed", "crawler_reclaimed"),
          // Tail reclaims and the crawler count expired items never fetched; lookups do not.
          Rule.within("expired_unfetched", "reclaimed", "crawler_reclaimed"),
          // The maintainer moves items between segments.
          Rule.sum("number_hot", "number_warm", "number_cold"),
          Rule.sum("hits_to_hot", "hits_to_warm", "hits_to_cold", "hits_to_temp"));

  private PaceFreeStats() {}

  static Map<String, String> of(Map<String, String> stats) {
    Map<String, String> paceFree = new TreeMap<>(stats);
    for (String key : stats.keySet()) {
      Matcher matcher = PREFIX.matcher(key);
      String prefix = matcher.find() ? matcher.group() : "";
      for (Rule rule : RULES) {
        if (key.equals(prefix + rule.keys().get(0))) {
          replace(paceFree, prefix, rule, stats);
        }
      }
    }
    return paceFree;
  }

  private static void replace(
      Map<String, String> paceFree, String prefix, Rule rule, Map<String, String> stats) {
    long[] values = new long[rule.keys().size()];
    Arrays.setAll(values, i -> Long.parseLong(stats.getOrDefault(prefix + rule.keys().get(i), "")));
    rule.keys().forEach(key -> paceFree.remove(prefix + key));
    paceFree.put(prefix + rule.name(), Long.toString(rule.figure().applyAsLong(values)));
  }
}

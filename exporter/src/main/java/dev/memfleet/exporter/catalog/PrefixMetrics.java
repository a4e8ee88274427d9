package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Command counters of the busiest key prefixes: {@code stats detail dump}, {@code PREFIX users get
 * 5 hit 4 set 1 del 0}. There is no sum of the remaining prefixes: that counter would decrease
 * whenever one of them becomes one of the busiest.
 */
final class PrefixMetrics extends ListTable {
  private static final int MAX_PREFIXES = 20;
  private static final Pattern COUNTS =
      Pattern.compile("get (\\d{1,18}) hit (\\d{1,18}) set (\\d{1,18}) del (\\d{1,18})");

  private final UnaryOperator<String> display;

  /**
   * @param shown formats a prefix for display
   */
  PrefixMetrics(UnaryOperator<String> shown) {
    super(Section.DETAIL);
    this.display = shown;
  }

  /** Command counts of one prefix. */
  private record Commands(long gets, long hits, long sets, long deletes) {
    Commands with(Commands more) {
      return new Commands(
          gets + more.gets, hits + more.hits, sets + more.sets, deletes + more.deletes);
    }

    long all() {
      return gets + sets + deletes;
    }
  }

  // spotless:off
  @Override
  List<Metric> metrics() {
    return List.of(
        counter("prefix_commands_total", "Commands by outcome, for the 20 key prefixes with the most commands; needs stats detail on or option -D (detail dump: get, hit, set, del).", "prefix", "command", "status"));
  }
  // spotless:on

  @Override
  void read(StatsReply reply, Listing out) {
    Map<String, Commands> prefixes = new HashMap<>();
    reply.forEach(
        (bytes, n, nEnd, v, vEnd) -> {
          Matcher counts = COUNTS.matcher(StatValue.text(bytes, v, vEnd));
          if (counts.matches()) {
            prefixes.merge(
                display.apply(
                    StatValue.text(bytes, n, Math.min(nEnd, n + ReadingBuilder.MAX_TEXT))),
                commands(counts),
                Commands::with);
          } else {
            out.unreadable();
          }
        });
    prefixes.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Commands> one) -> -one.getValue().all())
                .thenComparing(Map.Entry::getKey))
        .limit(MAX_PREFIXES)
        .forEach(one -> add(one.getKey(), one.getValue(), out));
  }

  private static Commands commands(Matcher counts) {
    return new Commands(number(counts, 1), number(counts, 2), number(counts, 3), number(counts, 4));
  }

  private static long number(Matcher counts, int group) {
    return Long.parseLong(counts.group(group));
  }

  private static void add(String prefix, Commands commands, Listing out) {
    String name = "prefix_commands_total";
    out.add(name, (double) commands.hits, prefix, "get", "hit");
    out.add(name, (double) Math.max(0, commands.gets - commands.hits), prefix, "get", "miss");
    out.add(name, (double) commands.sets, prefix, "set", "hit");
    out.add(name, (double) commands.deletes, prefix, "delete", "hit");
  }
}

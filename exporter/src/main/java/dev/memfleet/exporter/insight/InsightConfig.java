package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Which nodes may be watched and dumped, and how.
 *
 * @param nodes that may be watched and dumped; none by default
 * @param onRequest whether a person may start windows and dumps
 * @param every from one window of a node to the next; zero for windows on request only
 * @param dump how to list items
 * @param prefix how to find the prefixes of keys
 */
public record InsightConfig(
    List<NodeChoice> nodes,
    boolean onRequest,
    Duration every,
    WatchSettings watch,
    DumpConfig dump,
    PrefixConfig prefix,
    boolean redact) {
  public static final Keys<InsightConfig> KEYS = new Keys<>();

  // spotless:off
  private static final Key<List<NodeChoice>> NODES = KEYS.key("nodes", Type.list("list of choices", NodeChoice::parse), List.of(), InsightConfig::nodes, "The nodes that may be watched and dumped: addresses, labels as `pool=sessions`, or `*` for all.");
  private static final Key<Boolean> ON_REQUEST = KEYS.key("on_request", Type.BOOLEAN, true, InsightConfig::onRequest, "Whether `POST /insight/run` may start a window or a dump.");
  private static final Key<Duration> WINDOW = KEYS.key("window", Type.text("duration", text -> WatchSettings.checkedWindow(GoDuration.parse(text))).written(GoDuration::format), WatchSettings.DEFAULT.window(), config -> config.watch.window(), "How long a node is watched, from 1s to 24h.");
  private static final Key<Duration> EVICTIONS = KEYS.key("watch_evictions", Type.text("duration", text -> WatchSettings.checkedEvictions(GoDuration.parse(text))).written(GoDuration::format), WatchSettings.DEFAULT.evictions(), config -> config.watch.evictions(), "How long evictions alone are watched before each window, from 1s to 24h, to predict larger memory sizes at a lower cost; 0 for not at all.");
  private static final Key<Duration> EVERY = KEYS.key("every", Type.text("duration", text -> checkedEvery(GoDuration.parse(text))).written(GoDuration::format), Duration.ZERO, InsightConfig::every, "Time from the end of one window of a node to the start of the next, 1m or more, with jitter; 0 watches on request only.");
  private static final Key<Integer> MAX_CPU = KEYS.key("max_cpu_percent", Type.integer(InsightConfig::checkedPercent), 5, config -> (int) Math.round(config.watch.maxCpu() * 100), "Limit of the node's CPU that watching may use, in percent of a core.");
  private static final Key<DumpConfig> DUMP = KEYS.section("dump", DumpConfig.KEYS, DumpConfig::read, InsightConfig::dump);
  private static final Key<PrefixConfig> PREFIX = KEYS.section("prefix", PrefixConfig.KEYS, PrefixConfig::read, InsightConfig::prefix);
  private static final Key<Boolean> REDACT = KEYS.key("redact", Type.BOOLEAN, false, InsightConfig::redact, "Show hashes of keys and prefixes, on pages and in metrics.");
  // spotless:on

  /** Allows nothing to be watched. */
  public static final InsightConfig NONE = read(YamlMapping.ABSENT);

  public InsightConfig {
    nodes = List.copyOf(nodes);
    checkedEvery(every);
  }

  public static InsightConfig read(YamlMapping in) {
    return new InsightConfig(
        NODES.of(in),
        ON_REQUEST.of(in),
        EVERY.of(in),
        new WatchSettings(EVICTIONS.of(in), WINDOW.of(in), MAX_CPU.of(in) / 100.0),
        DUMP.of(in),
        PREFIX.of(in),
        REDACT.of(in));
  }

  static Duration checkedEvery(Duration every) {
    if (!every.isZero() && every.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("expected 0, or 1m or more");
    }
    return every;
  }

  private static int checkedPercent(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(percent + ": expected 1 to 100");
    }
    return percent;
  }

  /** The labels that no node may carry: those of the insight metrics, if these are enabled. */
  public Set<String> reservedLabels() {
    return nodes.isEmpty() ? Set.of() : InsightMetrics.LABELS;
  }

  KeyText text() {
    return redact ? KeyText.HASH : KeyText.PLAIN;
  }

  /** From one job of a node to its next; zero for none by schedule. */
  Duration every(JobKind kind) {
    return switch (kind) {
      case WATCH -> every;
      case DUMP -> dump.every();
    };
  }

  /** The same, from start to start. */
  Duration period(JobKind kind) {
    return switch (kind) {
      case WATCH -> every.isZero() ? every : every.plus(watch.total());
      case DUMP -> dump.every();
    };
  }

  /** Maximum age of a result that is exposed as metrics. */
  Duration validity(JobKind kind) {
    Duration period = period(kind);
    return period.isZero() ? Duration.ofDays(1) : period.multipliedBy(2);
  }
}

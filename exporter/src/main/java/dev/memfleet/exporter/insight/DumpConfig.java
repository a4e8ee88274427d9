package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.settings.GoDuration;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import java.time.Duration;

/**
 * When nodes are dumped, and how.
 *
 * @param every from one dump of a node to the next; zero for dumps on request only
 */
public record DumpConfig(Duration every, DumpSettings settings) {
  static final Keys<DumpConfig> KEYS = new Keys<>();

  // spotless:off
  private static final Key<Duration> EVERY = KEYS.key("every", Type.text("duration", text -> InsightConfig.checkedEvery(GoDuration.parse(text))).written(GoDuration::format), Duration.ZERO, DumpConfig::every, "Time between two dumps of a node, 1m or more, with jitter; 0 dumps on request only.");
  private static final Key<Integer> MAX_ITEMS = KEYS.key("max_items", Type.integer(DumpSettings::checkedItems), DumpSettings.DEFAULT.maxItems(), config -> config.settings.maxItems(), "Nodes with more items are not dumped; a dump of 2 million items takes the node about a second.");
  private static final Key<Boolean> ALLOW_RISKY_DUMP = KEYS.key("allow_risky_dump", Type.BOOLEAN, false, config -> config.settings.allowRisky(), "Whether memcached 1.6.19 to 1.6.43 may be dumped, which a stalled reader can crash.");
  private static final Key<Boolean> KEYSPACE_METRICS = KEYS.key("keyspace_metrics", Type.BOOLEAN, false, config -> config.settings.distributions(), "Whether the last dump of each node is also exposed as `memcached_keyspace_*`, at most 52 further series a node.");
  // spotless:on

  public DumpConfig {
    InsightConfig.checkedEvery(every);
  }

  static DumpConfig read(YamlMapping in) {
    return new DumpConfig(
        EVERY.of(in),
        new DumpSettings(MAX_ITEMS.of(in), ALLOW_RISKY_DUMP.of(in), KEYSPACE_METRICS.of(in)));
  }
}

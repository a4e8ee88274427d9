package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.insight.hot.PrefixPattern;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.settings.Key;
import dev.memfleet.exporter.settings.Keys;
import dev.memfleet.exporter.settings.Type;
import dev.memfleet.exporter.settings.YamlMapping;
import java.util.List;

/**
 * How the prefixes of keys are found.
 *
 * @param patterns that are tried before the delimiters, in this order
 */
public record PrefixConfig(String delimiters, List<PrefixPattern> patterns) {
  static final Keys<PrefixConfig> KEYS = new Keys<>();
  private static final int MAX_PATTERNS = 20;

  // spotless:off
  private static final Key<String> DELIMITERS = KEYS.key("delimiters", Type.text("characters", PrefixConfig::checkedDelimiters), Prefixes.DELIMITERS, PrefixConfig::delimiters, "Characters that end the prefix of a key that no pattern matches; empty for none.");
  private static final Key<List<PrefixPattern>> PATTERNS = KEYS.key("patterns", Type.atMost(MAX_PATTERNS, Type.list("list of regular expressions", PrefixPattern::parse)), List.of(), PrefixConfig::patterns, "Java's regular expressions, 20 at most, matched from the start of a key: the first that matches has the prefix in its group `(?<prefix>...)`.");
  // spotless:on

  /** Delimiters alone. */
  static final PrefixConfig DEFAULT = read(YamlMapping.ABSENT);

  public PrefixConfig {
    patterns = List.copyOf(patterns);
    checkedDelimiters(delimiters);
  }

  static PrefixConfig read(YamlMapping in) {
    return new PrefixConfig(DELIMITERS.of(in), PATTERNS.of(in));
  }

  private static String checkedDelimiters(String delimiters) {
    new Prefixes(delimiters, List.of());
    return delimiters;
  }

  /** Finds prefixes for one job. */
  Prefixes prefixes() {
    return new Prefixes(delimiters, patterns);
  }
}

package dev.memfleet.server.stats;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts by key prefix, for {@code stats detail}. Keys without the delimiter are not counted, nor
 * are new prefixes once there are {@value #MAX_PREFIXES}; memcached's table has no such bound.
 */
public final class PrefixStats {
  /** Most prefixes counted; each takes up to half a kilobyte. */
  static final int MAX_PREFIXES = 20_000;

  private record Counts(LongAdder gets, LongAdder hits, LongAdder sets, LongAdder deletes) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  private final char delimiter;
  private final Map<String, Counts> prefixes = new ConcurrentHashMap<>();
  private final LongAdder uncounted = new LongAdder();
  private volatile boolean enabled;

  public PrefixStats(char delimiter, boolean enabled) {
    this.delimiter = delimiter;
    this.enabled = enabled;
  }

  public boolean enabled() {
    return enabled;
  }

  public void enable(boolean on) {
    enabled = on;
  }

  public void get(String key, boolean hit) {
    Counts counts = of(key);
    if (counts != null) {
      counts.gets.increment();
      if (hit) {
        counts.hits.increment();
      }
    }
  }

  public void set(String key) {
    Counts counts = of(key);
    if (counts != null) {
      counts.sets.increment();
    }
  }

  public void delete(String key) {
    Counts counts = of(key);
    if (counts != null) {
      counts.deletes.increment();
    }
  }

  private @Nullable Counts of(String key) {
    int end = key.indexOf(delimiter);
    if (end < 0) {
      return null;
    }
    String prefix = key.substring(0, end);
    Counts counts = prefixes.get(prefix);
    if (counts != null) {
      return counts;
    }
    if (prefixes.size() >= MAX_PREFIXES) {
      uncounted.increment();
      return null;
    }
    return prefixes.computeIfAbsent(prefix, fresh -> new Counts());
  }

  /** Number of prefixes counted. */
  int size() {
    return prefixes.size();
  }

  /** Commands that were not counted because there were too many prefixes. */
  long uncounted() {
    return uncounted.sum();
  }

  public void clear() {
    prefixes.clear();
    uncounted.reset();
  }

  /** {@code PREFIX <prefix> get <n> hit <n> set <n> del <n>}, one line each. */
  public Iterator<String> lines() {
    return prefixes.entrySet().stream().map(PrefixStats::line).iterator();
  }

  private static String line(Map.Entry<String, Counts> prefix) {
    Counts counts = prefix.getValue();
    return "PREFIX "
        + prefix.getKey()
        + " get "
        + counts.gets
        + " hit "
        + counts.hits
        + " set "
        + counts.sets
        + " del "
        + counts.deletes
        + "\r\n";
  }
}

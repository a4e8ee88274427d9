package dev.memfleet.server.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by key prefix, for {@code stats detail}. Keys without the delimiter count nowhere. */
public final class PrefixStats {
  private record Counts(LongAdder gets, LongAdder hits, LongAdder sets, LongAdder deletes) {
    Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  private final char delimiter;
  private final Map<String, Counts> prefixes = new ConcurrentHashMap<>();
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
    counts.gets.increment();
    if (hit) {
      counts.hits.increment();
    }
  }

  public void set(String key) {
    of(key).sets.increment();
  }

  public void delete(String key) {
    of(key).deletes.increment();
  }

  private Counts of(String key) {
    int end = key.indexOf(delimiter);
    return end < 0
        ? new Counts()
        : prefixes.computeIfAbsent(key.substring(0, end), prefix -> new Counts());
  }

  public void clear() {
    prefixes.clear();
  }

  /** {@code PREFIX <prefix> get <n> hit <n> set <n> del <n>}, a line each, and {@code END}. */
  public String dump() {
    StringBuilder text = new StringBuilder();
    prefixes.forEach(
        (prefix, counts) ->
            text.append("PREFIX ")
                .append(prefix)
                .append(" get ")
                .append(counts.gets)
                .append(" hit ")
                .append(counts.hits)
                .append(" set ")
                .append(counts.sets)
                .append(" del ")
                .append(counts.deletes)
                .append("\r\n"));
    return text.append("END\r\n").toString();
  }
}

package dev.memfleet.exporter.status;

import dev.memfleet.exporter.catalog.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of a pool's nodes, and the most frequent value of each. */
public final class PoolSettings {
  private final Map<Setting, Object> usual = new HashMap<>();
  private final List<String> differing = new ArrayList<>();

  /**
   * A setting of one node.
   *
   * @param usual the most frequent value in its pool; the same unless the node differs
   */
  public record Value(String name, String value, String usual, boolean differs) {}

  PoolSettings(List<NodeRow> nodes) {
    List<Reading> readings = nodes.stream().map(NodeRow::reading).filter(Objects::nonNull).toList();
    for (Setting setting : Setting.ALL) {
      if (!setting.own()) {
        compare(setting, readings);
      }
    }
  }

  private void compare(Setting setting, List<Reading> readings) {
    Object first = null;
    Map<Object, Integer> counts = null;
    int same = 0;
    for (Reading reading : readings) {
      Object value = setting.read().apply(reading);
      if (value == null) {
        continue;
      }
      if (counts == null && (first == null || first.equals(value))) {
        first = value;
        same++;
        continue;
      }
      if (counts == null) {
        counts = new HashMap<>();
        counts.put(first, same);
      }
      counts.merge(value, 1, Integer::sum);
    }
    if (counts != null) {
      differing.add(setting.name());
    }
    Object most = counts == null ? first : mostFrequent(counts);
    if (most != null) {
      usual.put(setting, most);
    }
  }

  /** Ties are resolved by the text of the value, independently of the order. */
  private static Object mostFrequent(Map<Object, Integer> counts) {
    return counts.entrySet().stream()
        .min(
            Comparator.comparing((Map.Entry<Object, Integer> entry) -> -entry.getValue())
                .thenComparing(entry -> entry.getKey().toString()))
        .orElseThrow()
        .getKey();
  }

  /** The names of the settings that differ between nodes. */
  public List<String> differing() {
    return differing;
  }

  /** All settings of a node of the pool; empty if it did not answer. */
  public List<Value> of(@Nullable Reading reading) {
    List<Value> values = new ArrayList<>();
    if (reading != null) {
      for (Setting setting : Setting.ALL) {
        Object value = setting.read().apply(reading);
        if (value != null) {
          Object most = usual.getOrDefault(setting, value);
          values.add(
              new Value(
                  setting.name(), Setting.text(value), Setting.text(most), !most.equals(value)));
        }
      }
    }
    return values;
  }
}

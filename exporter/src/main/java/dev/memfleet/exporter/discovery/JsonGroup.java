package dev.memfleet.exporter.discovery;

import dev.memfleet.exporter.yaml.Value;
import dev.memfleet.exporter.yaml.Value.Entry;
import dev.memfleet.exporter.yaml.Value.Mapping;
import dev.memfleet.exporter.yaml.Value.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A group in Prometheus' JSON format: its own keys are case-insensitive, as programs in Go and C#
 * send them, and the last of duplicate keys counts.
 */
final class JsonGroup {
  private JsonGroup() {}

  /** The group with the known keys in lower case and no duplicate keys. */
  static Value of(Value group, Collection<String> known) {
    return distinct(
        group,
        key -> {
          String lower = key.toLowerCase(Locale.ROOT);
          return known.contains(lower) ? lower : key;
        });
  }

  private static Value distinct(Value value, UnaryOperator<String> spelling) {
    if (!(value instanceof Mapping mapping)) {
      return value;
    }
    Map<String, Entry> last = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      Scalar key = (Scalar) entry.key(); // JSON has no others
      String spelled = spelling.apply(key.text());
      last.put(
          spelled,
          new Entry(
              new Scalar(key.place(), key.kind(), spelled),
              distinct(entry.value(), UnaryOperator.identity())));
    }
    List<Entry> entries = new ArrayList<>(last.values());
    return new Mapping(mapping.place(), entries);
  }
}

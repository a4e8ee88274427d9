package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The stats of one scope that the catalogue reads, each with a slot. Built once, then only read.
 */
final class SlotTable {
  private final Map<StatKey, Integer> slots = new HashMap<>();
  private final List<StatKey> keys = new ArrayList<>();
  private final Map<Section, NameIndex> names = new EnumMap<>(Section.class);
  private Format[] formats = {};

  /** The slot of a stat, a new one at its first mention. */
  int slot(StatKey key) {
    return slots.computeIfAbsent(
        key,
        k -> {
          keys.add(k);
          return keys.size() - 1;
        });
  }

  int size() {
    return keys.size();
  }

  /** How the stat of a slot is read. */
  Format format(int slot) {
    return formats[slot];
  }

  /** Ends the building. */
  void freeze() {
    formats = keys.stream().map(StatKey::format).toArray(Format[]::new);
    for (Section section : Section.values()) {
      Map<String, int[]> byName = new HashMap<>();
      for (int slot = 0; slot < keys.size(); slot++) {
        if (keys.get(slot).section() == section) {
          byName.merge(keys.get(slot).name(), new int[] {slot}, SlotTable::concat);
        }
      }
      names.put(section, new NameIndex(byName));
    }
  }

  private static int[] concat(int[] first, int[] second) {
    return IntStream.concat(IntStream.of(first), IntStream.of(second)).toArray();
  }

  /** The names of the stats that are read from a section's answer. */
  NameIndex names(Section section) {
    NameIndex index = names.get(section);
    if (index == null) {
      throw new IllegalStateException("not frozen");
    }
    return index;
  }
}

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
 * Assigns a slot to each stat of one scope that the catalogue reads. Built once, then read-only.
 */
final class SlotTable {
  private final Map<StatKey, Integer> slots = new HashMap<>();
  private final List<StatKey> keys = new ArrayList<>();
  private final Map<Section, NameIndex> names = new EnumMap<>(Section.class);
  private Format[] formats = {};

  /** The slot of a stat; assigns a new one at the first call. */
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

  /** The format of a slot's stat. */
  Format format(int slot) {
    return formats[slot];
  }

  /** Makes the table read-only. */
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

  /** The index of the stats read from a section's answer. */
  NameIndex names(Section section) {
    NameIndex index = names.get(section);
    if (index == null) {
      throw new IllegalStateException("not frozen");
    }
    return index;
  }
}

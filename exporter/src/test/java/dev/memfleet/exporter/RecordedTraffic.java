package dev.memfleet.exporter;

import java.util.ArrayList;
import java.util.List;

/** Requests like those of the recording: some of everything, in many slab classes. */
final class RecordedTraffic {
  private static final int[] SIZES = {20, 60, 500, 2_000, 9_000, 30_000, 100_000, 700_000};
  private static final int KEYS = 12;

  private RecordedTraffic() {}

  /**
   * Requests in stages. Between them a test waits for the LRU background thread, since the stats of
   * a later stage depend on the segment that an item is in.
   */
  static List<String> stages() {
    return List.of(
        items(), reads("k%d:%d", 8) + others(), reads("k%d:%d", 4), reads("none%d:%d", 2));
  }

  private static String items() {
    StringBuilder sets = new StringBuilder();
    for (int size : SIZES) {
      for (int i = 0; i < KEYS; i++) {
        sets.append(set("k%d:%d".formatted(size, i), size));
      }
    }
    return sets + set("n", "10") + set("too-large", 3 << 20);
  }

  /** Gets of this number of keys of each size; the first key is read twice. */
  private static String reads(String key, int count) {
    List<String> keys = new ArrayList<>();
    for (int size : SIZES) {
      for (int i = 0; i < count; i++) {
        keys.add(key.formatted(size, i));
      }
      keys.add(key.formatted(size, 0));
    }
    return "get " + String.join("\r\nget ", keys) + "\r\n";
  }

  private static String others() {
    return """
        delete k20:11
        delete none
        touch k60:11 100
        touch none 100
        gat 100 k500:11 none
        incr n 5
        incr none 1
        decr n 1
        decr none 1
        cas k20:10 0 0 1 99999999
        1
        cas none 0 0 1 1
        1
        append k60:10 0 0 3
        xyz
        add n 0 0 1
        1
        replace none 0 0 1
        1
        mg k2000:11 v
        ms m 2
        hi
        md m
        ma n
        me n
        bogus
        """
        .replace("\n", "\r\n");
  }

  private static String set(String key, int length) {
    return set(key, "x".repeat(length));
  }

  private static String set(String key, String value) {
    return "set %s 0 0 %d\r\n%s\r\n".formatted(key, value.length(), value);
  }
}

package dev.memfleet.exporter.catalog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NameIndexTest {
  private static int[] find(NameIndex index, String name) {
    byte[] bytes = ("STAT " + name + " 1").getBytes(US_ASCII);
    return index.find(bytes, 5, 5 + name.length());
  }

  @Test
  void find_everyNameOfMany_hasItsSlots() {
    Map<String, int[]> names = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      names.put("name_" + i, new int[] {i, i + 1});
    }
    NameIndex index = new NameIndex(names);

    names.forEach((name, slots) -> assertThat(find(index, name)).isEqualTo(slots));
  }

  @Test
  void find_otherNames_findsNothing() {
    NameIndex index = new NameIndex(Map.of("get_hits", new int[] {3}));

    assertThat(find(index, "get_hit")).isEmpty();
    assertThat(find(index, "get_hits2")).isEmpty();
    assertThat(find(index, "")).isEmpty();
    assertThat(find(index, "x")).isEmpty();
  }

  @Test
  void find_namesOfTheSameHash_areReported() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    NameIndex index = new NameIndex(Map.of("Aa", new int[] {1}, "BB", new int[] {2}));

    assertThat(find(index, "Aa")).containsExactly(1);
    assertThat(find(index, "BB")).containsExactly(2);
    assertThat(find(index, "C#")).isEmpty();
  }

  @Test
  void find_inEmptyIndex_findsNothing() {
    assertThat(find(new NameIndex(Map.of()), "a")).isEmpty();
  }
}

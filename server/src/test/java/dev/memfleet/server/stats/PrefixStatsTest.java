package dev.memfleet.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixStatsTest {
  private final PrefixStats prefixes = new PrefixStats(':', true);

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    prefixes.lines().forEachRemaining(lines::add);
    return lines;
  }

  @Test
  void commands_countUnderTheirPrefix() {
    prefixes.get("a:1", true);
    prefixes.get("a:2", false);
    prefixes.set("a:1:x");
    prefixes.delete("a:");
    assertThat(lines()).containsExactly("PREFIX a get 2 hit 1 set 1 del 1\r\n");
  }

  @Test
  void key_withoutDelimiter_countsNowhere() {
    prefixes.get("plain", true);
    prefixes.set("plain");
    prefixes.delete("plain");
    assertThat(lines()).isEmpty();
    assertThat(prefixes.uncounted()).isZero();
  }

  @Test
  void prefixes_beyondTheLimit_areNotKept() {
    int sent = 3 * PrefixStats.MAX_PREFIXES;
    for (int i = 0; i < sent; i++) {
      prefixes.get(i + ":k", false);
    }
    prefixes.set("0:k");
    assertThat(prefixes.size()).isEqualTo(PrefixStats.MAX_PREFIXES);
    assertThat(prefixes.uncounted()).isEqualTo(sent - PrefixStats.MAX_PREFIXES);
    assertThat(lines()).contains("PREFIX 0 get 1 hit 0 set 1 del 0\r\n");
  }

  @Test
  void clear_makesRoom() {
    for (int i = 0; i <= PrefixStats.MAX_PREFIXES; i++) {
      prefixes.set(i + ":k");
    }
    prefixes.clear();
    prefixes.set("new:k");
    assertThat(prefixes.uncounted()).isZero();
    assertThat(lines()).containsExactly("PREFIX new get 0 hit 0 set 1 del 0\r\n");
  }
}

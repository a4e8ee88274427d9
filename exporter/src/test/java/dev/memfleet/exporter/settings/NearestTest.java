package dev.memfleet.exporter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("interval", "timeout", "poll");

  @Test
  void name_withATypingMistake_isFound() {
    assertThat(Nearest.to("intervall", KNOWN)).contains("interval");
    assertThat(Nearest.to("tiemout", KNOWN)).contains("timeout");
    assertThat(Nearest.to("pol", KNOWN)).contains("poll");
  }

  @Test
  void name_unlikeAnyOther_isNotFound() {
    assertThat(Nearest.to("frequency", KNOWN)).isEmpty();
    assertThat(Nearest.to("interval".repeat(1000), KNOWN)).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }
}

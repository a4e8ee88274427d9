package dev.memfleet.exporter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("interval", "timeout", "poll");

  @Test
  void name_withATypingMistake_isFound() {
    assertThat(Suggestion.to("intervall", KNOWN)).contains("interval");
    assertThat(Suggestion.to("tiemout", KNOWN)).contains("timeout");
    assertThat(Suggestion.to("pol", KNOWN)).contains("poll");
  }

  @Test
  void name_unlikeAnyOther_isNotFound() {
    assertThat(Suggestion.to("frequency", KNOWN)).isEmpty();
    assertThat(Suggestion.to("interval".repeat(1000), KNOWN)).isEmpty();
    assertThat(Suggestion.to("x", List.of())).isEmpty();
  }
}

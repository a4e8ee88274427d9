package dev.memfleet.exporter.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant AT = Instant.parse("2026-11-27T14:03:00Z");

  @Test
  void wholeMinute_hasSecondsToo() {
    assertThat(Times.timeOfDay(AT, ZoneId.of("Europe/Berlin"))).isEqualTo("15:03:00");
    assertThat(Times.clock(AT)).isEqualTo("14:03:00 UTC");
  }

  @Test
  void momentOfAnotherDay_hasItsDate() {
    assertThat(Times.since(AT, AT.plusSeconds(3600))).isEqualTo("14:03:00 UTC");
    assertThat(Times.since(AT, AT.plusSeconds(100_000))).isEqualTo("27 Nov 14:03 UTC");
    assertThat(Times.shortForm(AT, AT.plusSeconds(3600))).isEqualTo("14:03");
    assertThat(Times.shortForm(AT, AT.plusSeconds(100_000))).isEqualTo("27 Nov");
  }
}

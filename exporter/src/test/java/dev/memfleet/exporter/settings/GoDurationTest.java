package dev.memfleet.exporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  // spotless:off
  @ParameterizedTest
  @CsvSource(textBlock = """
      0,            PT0S,            0s
      0s,           PT0S,            0s
      1s,           PT1S,            1s
      01s,          PT1S,            1s
      250ms,        PT0.25S,         250ms
      1m30s,        PT1M30S,         1m30s
      90s,          PT1M30S,         1m30s
      60s,          PT1M,            1m0s
      1.5h,         PT1H30M,         1h30m0s
      24h,          PT24H,           24h0m0s
      1h1ms,        PT1H0.001S,      1h0m0.001s
      .5s,          PT0.5S,          500ms
      1.s,          PT1S,            1s
      1500us,       PT0.0015S,       1.5ms
      1µs,          PT0.000001S,     1µs
      1μs,          PT0.000001S,     1µs
      7ns,          PT0.000000007S,  7ns
      0.1ns,        PT0S,            0s
      1s1s,         PT2S,            2s
      9223372036854775807ns, PT2562047H47M16.854775807S, 2562047h47m16.854775807s
      """)
  // spotless:on
  void duration_readAndWritten_isAsInGo(String text, Duration duration, String formatted) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
    assertThat(GoDuration.format(duration)).isEqualTo(formatted);
    assertThat(GoDuration.parse(formatted)).isEqualTo(duration);
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``                        | empty
      10                        | no unit
      1s10                      | no unit
      -1s                       | negative
      1x                        | unknown unit "x"
      1d                        | unknown unit "d"
      1S                        | unknown unit "S"
      s                         | not a duration
      .s                        | not a duration
      1.2.3s                    | no unit
      ` 1s`                     | not a duration
      1s garbage                | unknown unit "s garbage"
      ٣s                        | not a duration
      9223372036854775808ns     | out of range
      9999999999999999999999h   | out of range
      """)
  // spotless:on
  void duration_malformed_isRefusedWithItsReason(String text, String reason) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"%s\": %s (expected a duration like 250ms, 1s or 1m30s)".formatted(text, reason));
  }
}

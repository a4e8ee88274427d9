package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ShortenedRulesTest {
  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      for: 5m | for: 5000ms
      interval: 2m | interval: 2000ms
      rate(a:rate5m[1h]) | rate(a:rate5m[60000ms])
      a offset 1d > 5 | a offset 1440000ms > 5
      b[1w] offset 6h | b[10080000ms] offset 360000ms
      900 > a:drop_1w | 900 > a:drop_1w
      """)
  void of_duration_dividesIt(String shipped, String shortened) {
    assertThat(ShortenedRules.of(shipped)).isEqualTo(shortened);
  }
  // spotless:on

  @ParameterizedTest
  @FieldSource("dev.memfleet.exporter.alerts.Shipped#RULE_FILES")
  void of_shippedRules_leavesNoDurationAsItWas(String file) {
    assertThat(ShortenedRules.of(Shipped.text(file)))
        .contains("000ms")
        .doesNotContainPattern("(for: |interval: |offset |\\[)\\d+[smhdwy]\\b");
  }
}

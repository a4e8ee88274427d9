package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dashboards.PromQl.Selector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromQlTest {
  @Test
  void selectors_rateInAggregation_haveMatchersRangeAndFunction() {
    assertThat(PromQl.selectors("sum by (pool) (rate(a_total{job=~\"$job\", x!=\"}\"}[5m])) > 0"))
        .containsExactly(
            new Selector("a_total", Map.of("job", "=~\"$job\"", "x", "!=\"}\""), "[5m]", "rate"));
  }

  @Test
  void selectors_vectorMatching_namesNoLabelAsMetric() {
    assertThat(
            PromQl.selectors("a / on (pool) group_left (zone) avg without (i) (b) or c unless d"))
        .extracting(Selector::metric)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void selectors_withoutName_areFound() {
    assertThat(PromQl.selectors("stddev by (__name__) ({__name__=~\"a.+\", __name__!~\"ab\"})"))
        .containsExactly(new Selector("", Map.of("__name__", "=~\"a.+\"!~\"ab\""), "", ""));
  }

  @Test
  void selectors_numbersAndSubqueries_areNoMetrics() {
    assertThat(PromQl.selectors("max_over_time(a[5m:1m]) * 2 ^ b + 1e3"))
        .extracting(Selector::metric)
        .containsExactly("a", "b");
  }

  @Test
  void withoutMatchersAndRanges_keepsTheRest() {
    assertThat(PromQl.withoutMatchersAndRanges("rate(a{b=\"$c\"}[$d]) * $e"))
        .isEqualTo("rate(a{b=}) * $e");
  }
}

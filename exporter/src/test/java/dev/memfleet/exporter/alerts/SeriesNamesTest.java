package dev.memfleet.exporter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesNamesTest {
  private static final String EXPRESSION =
      "memcached_a_total{x=\"memcached\"} / pool:memcached_b:rate5m"
          + " + {__name__=~\"memcached_c|memcached_d\"}";

  @Test
  void metrics_ofExpression_leaveRecordedSeriesOut() {
    assertThat(SeriesNames.metrics(EXPRESSION))
        .containsExactly("memcached_a_total", "memcached_c", "memcached_d");
  }

  @Test
  void recorded_ofExpression_leaveMetricsOut() {
    assertThat(SeriesNames.recorded(EXPRESSION)).containsExactly("pool:memcached_b:rate5m");
  }
}

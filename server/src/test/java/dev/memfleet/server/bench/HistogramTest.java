package dev.memfleet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void percentileOfNothing_isZero() {
    assertThat(histogram.percentileNanos(0.99)).isZero();
  }

  @Test
  void percentiles_areCloseOverManyMagnitudes() {
    for (long nanos = 1; nanos <= 1_000_000; nanos++) {
      histogram.record(nanos);
    }
    for (double share : new double[] {0.001, 0.01, 0.5, 0.9, 0.99}) {
      assertThat((double) histogram.percentileNanos(share))
          .isCloseTo(share * 1_000_000, Percentage.withPercentage(4));
    }
    assertThat(histogram.maxNanos()).isEqualTo(1_000_000);
    assertThat(histogram.count()).isEqualTo(1_000_000);
  }

  @Test
  void smallDurations_areExact() {
    for (long nanos = 0; nanos < 40; nanos++) {
      histogram.reset();
      histogram.record(nanos);
      assertThat(histogram.percentileNanos(1)).isEqualTo(nanos);
    }
  }
}

package dev.memfleet.exporter.insight.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.curve.Curve.Point;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CurveTest {
  private static Curve curve(double support, boolean full, Double... supported) {
    return new Curve(
        1e6,
        support,
        full,
        false,
        false,
        8000,
        1,
        DoubleStream.of(SurvivalCurve.SIZES)
            .mapToObj(size -> new Point(size, 0.5, 0.01, Set.of(supported).contains(size)))
            .toList());
  }

  @Test
  void supportedSizes_endWithTheWindow() {
    assertThat(curve(1.42, true, 0.25, 0.35, 0.5, 0.7, 1.0).supportedSizes())
        .isEqualTo("up to 1.4x");
  }

  @Test
  void supportedSizes_leaveOutThoseBetweenWindowAndEvictions() {
    assertThat(curve(2.7, true, 0.25, 1.0, 1.4, 2.0).supportedSizes())
        .isEqualTo("up to 2.7x except 0.35x, 0.5x, 0.7x");
  }

  @Test
  void supportedSizes_ofANodeThatEvictsNothing_includeAllLargerOnes() {
    assertThat(curve(1.2, false, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0).supportedSizes())
        .isEqualTo("all sizes, as the node evicts nothing");
    assertThat(curve(0.4, false, 0.25, 0.35, 1.0, 1.4, 2.0, 2.8, 4.0).supportedSizes())
        .isEqualTo("all sizes except 0.5x, 0.7x, as the node evicts nothing");
  }
}

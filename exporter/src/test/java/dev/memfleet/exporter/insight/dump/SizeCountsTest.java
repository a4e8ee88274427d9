package dev.memfleet.exporter.insight.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizeCountsTest {
  @Test
  void sizes_areExactToEightBytes_andThenToThreePercent() {
    for (long size : new long[] {1, 8, 9, 96, 32_761, 32_768, 32_769, 40_000, 65_536, 1 << 20}) {
      SizeCounts counts = new SizeCounts();
      counts.add(size);
      List<Long> seen = new ArrayList<>();
      counts.forEach((rounded, items) -> seen.add(rounded));
      assertThat(seen).hasSize(1);
      long most = size <= 32_768 ? size + 7 : size + size / 32;
      assertThat(seen.get(0)).as("%d", size).isBetween(size, most);
    }
  }

  @Test
  void quantile_isTheSizeThatThePartDoesNotExceed() {
    SizeCounts counts = new SizeCounts();
    for (int i = 0; i < 999; i++) {
      counts.add(100);
    }
    counts.add(50_000);
    assertThat(counts.quantile(0.999)).isEqualTo(104);
    assertThat(counts.quantile(1)).isGreaterThanOrEqualTo(50_000);
    assertThat(new SizeCounts().quantile(0.5)).isZero();
  }
}

package dev.memfleet.exporter.insight.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.dump.SlabLayout.Fit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chunk sizes as memcached itself makes them. */
class SlabLayoutTest {
  private static final int LARGEST = 512 * 1024;

  private static SlabLayout layout(double factor) {
    return new SlabLayout(factor, 48, LARGEST);
  }

  /** Items of 220 bytes in the median, the largest about 12 KB. */
  private static SizeCounts items() {
    Random random = new Random(7);
    SizeCounts items = new SizeCounts();
    for (int i = 0; i < 200_000; i++) {
      double value = Math.min(12_000, 220 * Math.exp(1.1 * random.nextGaussian()));
      items.add(75 + Math.round(value));
    }
    return items;
  }

  /** What {@code memcached -vv} prints of 1.6.18. */
  @Test
  void chunkSizes_areThoseOfMemcached() {
    List<Integer> sizes = layout(1.25).chunkSizes();
    assertThat(sizes).hasSize(39);
    assertThat(sizes.subList(0, 6)).containsExactly(96, 120, 152, 192, 240, 304);
    assertThat(sizes.subList(37, 39)).containsExactly(394_840, LARGEST);
  }

  /** There are 63 classes at most, so that a small factor ends long before the largest chunk. */
  @Test
  void smallFactor_leavesAGap() {
    List<Integer> sizes = layout(1.05).chunkSizes();
    assertThat(sizes).hasSize(63);
    assertThat(sizes.get(61)).isBetween(2_700, 2_900);
    Slabs slabs = Slabs.of(layout(1.05), items());
    assertThat(slabs.covers(slabs.present())).isFalse();
    Fit usual = fit(slabs, 1.25);
    assertThat(slabs.covers(usual)).isTrue();
    assertThat(slabs.present().bytes() / usual.bytes()).isGreaterThan(3);
  }

  @Test
  void smallerFactor_wastesLess() {
    Slabs slabs = Slabs.of(layout(1.25), items());
    double present = slabs.present().bytes();
    assertThat(fit(slabs, 1.08).bytes() / present).isBetween(0.91, 0.95);
    assertThat(fit(slabs, 1.15).bytes() / present).isBetween(0.94, 0.98);
    assertThat(slabs.others()).extracting(Fit::factor).doesNotContain(1.25);
    assertThat(slabs.covers(fit(slabs, 1.08))).isTrue();
  }

  private static Fit fit(Slabs slabs, double factor) {
    return slabs.others().stream().filter(fit -> fit.factor() == factor).findFirst().orElseThrow();
  }

  @Test
  void largeItems_takeSeveralChunks() {
    SizeCounts items = new SizeCounts();
    items.add(1_000_000);
    Fit fit = layout(1.25).fit(items);
    assertThat(fit.bytes()).isBetween(1_000_000.0, 1_200_000.0);
    assertThat(items.above(LARGEST)).isEqualTo(1);
  }

  @Test
  void settingsThatMakeNoLayout_areNone() {
    assertThat(SlabLayout.of(Double.NaN, 48, LARGEST)).isEmpty();
    assertThat(SlabLayout.of(1, 48, LARGEST)).isEmpty();
    assertThat(SlabLayout.of(1.25, 48, 0)).isEmpty();
    assertThat(SlabLayout.of(1.25, 48, LARGEST)).isPresent();
  }
}

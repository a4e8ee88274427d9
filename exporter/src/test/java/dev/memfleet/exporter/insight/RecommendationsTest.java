package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
  private static final double[] SIZES = {0.5, 1, 2, 4};

  /** The hit ratios at half, once, twice and four times the memory. */
  private static Curve curve(double support, double... hitRatios) {
    List<Point> points =
        IntStream.range(0, SIZES.length)
            .mapToObj(i -> new Point(SIZES[i], hitRatios[i], 0.016, SIZES[i] <= support))
            .toList();
    return new Curve(60e6, support, true, false, true, 1000, 0.5, points);
  }

  private static WatchReport report(double lost, double hottest, Curve curve) {
    HotKey key = new HotKey("user:1", hottest + 0.001, hottest, 20_000 * hottest, 3);
    return new WatchReport(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofSeconds(60),
        "1.6.18",
        64 << 20,
        new Connections(10, 1024, 0),
        1000,
        lost,
        1_200_000,
        0.82,
        List.of(key),
        List.of(),
        List.of(),
        Optional.of(curve));
  }

  private static List<Recommendation> of(WatchReport report) {
    return Recommendation.of(Optional.of(report), Optional.empty());
  }

  private static List<Kind> kinds(Curve curve) {
    return of(report(0, 0.01, curve)).stream().map(Recommendation::kind).toList();
  }

  @Test
  void cacheThatIsTooSmall_isToGrow() {
    Recommendation grow = of(report(0, 0.01, curve(2.5, 0.7, 0.82, 0.85, 0.85))).get(0);
    assertThat(grow.kind()).isEqualTo(Kind.MEMORY_GROW);
    assertThat(grow.evidence())
        .isEqualTo("hit ratio 82.0 % now, 85.0 % \u00b1 1.6 % with 2.0 times the memory");
    assertThat(grow.gain()).isEqualTo("+3.0 points \u00b1 1.6: 600 fewer misses a second");
    assertThat(grow.action()).contains("cache_memlimit 128", "-m 128");
    assertThat(grow.undo()).isEqualTo("cache_memlimit 64");
  }

  @Test
  void growthBeyondTheSupport_isNotRecommended() {
    assertThat(kinds(curve(1.5, 0.7, 0.82, 0.82, 0.82))).isEmpty();
    assertThat(kinds(curve(0.9, 0.7, 0.82, 0.85, 0.85))).isEmpty();
  }

  @Test
  void cacheThatIsTooLarge_isToShrink() {
    assertThat(kinds(curve(2, 0.818, 0.82, 0.82, 0.82))).containsExactly(Kind.MEMORY_SHRINK);
  }

  @Test
  void tooManyClasses_areNamed_andNothingIsPredicted() {
    Curve crowded = new Curve(6e6, 0, true, true, false, 1000, 0.5, List.of());
    assertThat(kinds(crowded)).containsExactly(Kind.SLAB_MANY);
  }

  @Test
  void flatCurve_isSaidToBe() {
    assertThat(kinds(curve(2, 0.7, 0.82, 0.822, 0.82))).containsExactly(Kind.MEMORY_FLAT);
  }

  @Test
  void hotKeyAndLostLines_areNamed() {
    List<Recommendation> all = of(report(0.2, 0.08, curve(1.5, 0.7, 0.82, 0.82, 0.82)));
    assertThat(all)
        .extracting(Recommendation::kind)
        .containsExactly(Kind.KEY_HOT, Kind.LOG_BUFFERS);
    assertThat(all.get(0).evidence()).isEqualTo("user:1 has 8.1 % of the gets, 1600 a second");
    assertThat(all.get(1).action()).contains("worker_logbuf_size=512");
  }
}

package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.Sizes.Window;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.load.Requests;
import dev.memfleet.exporter.load.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is recommended for memcached in a plight is done, and brings what was promised. */
@Timeout(300)
class InsightStoriesIT {
  private static final Pattern LIMIT = Pattern.compile("cache_memlimit (\\d+)");
  private static final Pattern OPTION = Pattern.compile("-m (\\d+)");
  private static final Pattern PER_COPY = Pattern.compile("or (\\d+) a copy");
  private static final Pattern COPIES = Pattern.compile("with (\\d+) copies");
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final int PER_SECOND = 10_000;
  private static final long WARM_UP = 1_000_000;

  @TempDir Path folder;

  private static Recommendation recommended(Window window, Kind kind) {
    return Recommendation.of(Optional.of(window.report()), Optional.empty()).stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError(window.curve().toString()));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static Point largest(Window window) {
    return window.curve().points().stream()
        .filter(Point::supported)
        .max(Comparator.comparingDouble(Point::memory))
        .orElseThrow();
  }

  @Test
  void cacheThatIsTooSmall_grows_andHitsAsPromised() throws Exception {
    Workload load = new Workload(Workload.Kind.SMALL, 1, 1);
    try (Sizes cache = new Sizes(folder, load, 4, List.of(1.0))) {
      cache.client().send(WARM_UP);
      Window before = cache.watch(WINDOW, PER_SECOND);
      Recommendation grow = recommended(before, Kind.MEMORY_GROW);
      Point promised = largest(before);

      String command = "cache_memlimit " + found(LIMIT, grow.action());
      assertThat(cache.watched().converse(command + "\r\n")).isEqualTo("OK\r\n");
      cache.client().send(WARM_UP);
      Window after = cache.watch(WINDOW, PER_SECOND);

      double hitRatio = after.truth().get(0);
      assertThat(hitRatio).isCloseTo(promised.hitRatio(), within(promised.error()));
      assertThat(hitRatio - before.truth().get(0)).isGreaterThan(0.01);
    }
  }

  @Test
  void cacheThatIsTooLarge_shrinks_andHitsAsBefore() throws Exception {
    Workload load = new Workload(Workload.Kind.JUNK, 1, 1);
    try (Sizes cache = new Sizes(folder, load, 4, List.of(0.5, 1.0))) {
      cache.client().send(WARM_UP);
      Window window = cache.watch(WINDOW, PER_SECOND);
      Recommendation shrink = recommended(window, Kind.MEMORY_SHRINK);
      assertThat(found(OPTION, shrink.action())).as("the other one has as much").isEqualTo("2");
      assertThat(window.truth().get(0))
          .isCloseTo(window.truth().get(1), within(0.005))
          .isCloseTo(window.point(0).hitRatio(), within(window.point(0).error()));
    }
  }

  /** A fifth of the gets is for one key; clients then read one of its copies at random. */
  private static final class OneHotKey implements Requests {
    private static final int HOT = 90_000_000;

    private final Workload others = new Workload(Workload.Kind.SMALL, 1, 0.1);
    private final SplittableRandom random = new SplittableRandom(1);
    private volatile int copies = 1;

    @Override
    public int next() {
      return random.nextInt(5) == 0 ? HOT + random.nextInt(copies) : others.next();
    }

    @Override
    public int size(int key) {
      return others.size(key);
    }
  }

  @Test
  void hotKey_isCopied_andEachCopyHasItsPart() throws Exception {
    OneHotKey load = new OneHotKey();
    try (Sizes cache = new Sizes(folder, load, 64, List.of(1.0))) {
      Window before = cache.watch(WINDOW.dividedBy(2), PER_SECOND);
      Recommendation hot = recommended(before, Kind.KEY_HOT);
      assertThat(hot.evidence()).startsWith("user:090000000 has ");
      double promised = Double.parseDouble(found(PER_COPY, hot.gain()));

      load.copies = Integer.parseInt(found(COPIES, hot.gain()));
      Window after = cache.watch(WINDOW.dividedBy(2), PER_SECOND);

      assertThat(after.report().keys())
          .filteredOn(key -> key.name().startsWith("user:0900000"))
          .hasSize(load.copies)
          .allSatisfy(key -> assertThat(key.perSecond()).isCloseTo(promised, withinPercentage(10)));
    }
  }
}

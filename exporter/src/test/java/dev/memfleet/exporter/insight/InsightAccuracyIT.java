package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.insight.Sizes.Window;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.load.Requests;
import dev.memfleet.exporter.load.Trace;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.load.Workload.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the hit ratios that windows predict with those of memcached servers of other sizes under
 * the same requests, and writes a table. Run by {@code make insight-test}: it takes too long for
 * every build, and needs an otherwise idle machine.
 */
@Timeout(3600)
class InsightAccuracyIT {
  private static final int MEGABYTES = 80;
  private static final int PER_SECOND = 20_000;
  private static final int WARM_UP = 5_000_000;
  private static final int WINDOWS = Integer.getInteger("insight.windows", 5);
  private static final List<Double> MEMORY = List.of(0.25, 0.5, 1.0, 2.0, 4.0);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  /** Tolerance at a cliff of the curve, where a small error in size is a large one in hits. */
  private static final double AT_THE_CLIFF = 0.03;

  /** About a third of what a window's lines take. */
  private static final long SLOW_BYTES = 1_000_000;

  private static final double WORST = 0.02;
  private static final double RECORDED = 0.03;

  /** Bytes of an item besides its value, about. */
  private static final long OVERHEAD = 70;

  private static final double MEAN = 0.01;
  private static final Path TABLE = Path.of("target", "insight-accuracy.md");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"ZIPF", "SCANNED", "CLIFF", "EXPIRING", "PHASES"})
  void predictions_areWithinTheLimit(Kind kind) throws Exception {
    try (Sizes sizes = sizes(kind, 1)) {
      AccuracyRow minutes = row(sizes, kind, MINUTE, WINDOWS);
      assertAccurate(kind, minutes);
      if (kind == Kind.CLIFF) {
        int two = MEMORY.indexOf(2.0);
        assertThat(minutes.windows()).noneMatch(window -> window.point(two).supported());
        assertAccurate(kind, row(sizes, kind, MINUTE.multipliedBy(5), 1));
      }
      if (kind == Kind.ZIPF) {
        assertShortIsLikeLong(sizes, kind);
        assertLossChangesLittle(sizes);
      }
    }
  }

  /** After two minutes of watched evictions, the curve supports more than twice the memory. */
  @ParameterizedTest
  @EnumSource(names = {"ZIPF", "SCANNED", "CLIFF", "EXPIRING"})
  void largerSizes_afterEvictionsWereWatched_areWithinTheLimit(Kind kind) throws Exception {
    try (Sizes sizes = sizes(kind, 1)) {
      Window window = sizes.watch(MINUTE.multipliedBy(2), MINUTE, PER_SECOND);
      AccuracyRow row = new AccuracyRow(kind + ", 60 s after 120 s of evictions", List.of(window));
      write(row);
      assertThat(window.curve().support()).isGreaterThan(2);
      assertAccurate(kind, row);
    }
  }

  /** Recorded requests, if {@code make insight-test} names a file of them. */
  static List<Path> traces() {
    String file = System.getProperty("insight.trace", "");
    return file.isEmpty() ? List.of() : List.of(Path.of(file));
  }

  /** The node of size 1 holds an eighth of the values; at most half of the requests warm it up. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("traces")
  void recordedRequests_areWithinTheLimit(Path file) throws Exception {
    Trace trace = Trace.read(file);
    int megabytes = (int) Math.max(8, (trace.bytes() + OVERHEAD * trace.keys()) >> 23);
    int perSecond = (int) Math.min(PER_SECOND, trace.count() / 2 / (MINUTE.toSeconds() + 15));
    try (Sizes sizes = new Sizes(folder, trace, megabytes, MEMORY)) {
      sizes.client().send(Math.min(WARM_UP, trace.count() / 2));
      Window window = sizes.watch(MINUTE, perSecond);
      AccuracyRow row =
          new AccuracyRow(
              "%s, %d MB, 60 s".formatted(file.getFileName(), megabytes), List.of(window));
      write(row);
      List<Double> errors = row.errors(size -> true);
      assertThat(errors).as(window.curve().toString()).isNotEmpty();
      assertThat(AccuracyRow.worst(errors)).isLessThanOrEqualTo(RECORDED);
      assertThat(row.highestFloor()).isLessThanOrEqualTo(0.01);
    }
  }

  /** Without censoring, the error of a window of half a minute exceeds this tolerance. */
  private static void assertShortIsLikeLong(Sizes sizes, Kind kind) throws Exception {
    AccuracyRow half = row(sizes, kind, MINUTE.dividedBy(2), 1);
    AccuracyRow two = row(sizes, kind, MINUTE.multipliedBy(2), 1);
    for (double memory : new double[] {0.25, 0.5}) {
      int size = MEMORY.indexOf(memory);
      double difference = half.windows().get(0).error(size) - two.windows().get(0).error(size);
      assertThat(Math.abs(difference)).isLessThanOrEqualTo(0.01);
    }
  }

  /** memcached drops log lines in runs, so the remaining lines give the same hit ratios. */
  private static void assertLossChangesLittle(Sizes sizes) throws Exception {
    NodeSample begin = sizes.sample();
    SlowWatcher slow = new SlowWatcher(sizes.watched(), begin.capacity(), SLOW_BYTES);
    SlowWatcher fast = new SlowWatcher(sizes.watched(), begin.capacity(), Integer.MAX_VALUE);
    long end = System.nanoTime() + MINUTE.toNanos();
    sizes.client().send(PER_SECOND, () -> System.nanoTime() < end);
    NodeSample after = sizes.sample();
    double hitRatio = after.since(begin, "get_hits") / after.since(begin, "cmd_get");
    Curve little = slow.finish(hitRatio);
    Curve all = fast.finish(hitRatio);
    double counted =
        after.since(begin, "log_watcher_skipped") / after.since(begin, "log_worker_written");
    assertThat(slow.lost()).isBetween(0.5, 0.86).isCloseTo(counted, within(0.01));
    for (int i = 0; i < all.points().size(); i++) {
      if (little.points().get(i).supported()) {
        assertThat(little.points().get(i).hitRatio())
            .isCloseTo(all.points().get(i).hitRatio(), within(0.01));
      }
    }
  }

  /** Many keys with values of 100 to 1000 bytes, which need few enough classes for 64 MB. */
  private static final class Even implements Requests {
    private final Workload keys = new Workload(Kind.SMALL, 1, 5);

    @Override
    public int next() {
      return keys.next();
    }

    @Override
    public int size(int key) {
      return 100 + (int) (((key * 0x9E3779B97F4A7C15L) >>> 33) % 900);
    }
  }

  /** Compares the promised gain in hits with that of a server with the recommended factor. */
  @Test
  void smallerGrowthFactor_hitsAsPromised() throws Exception {
    try (Sizes sizes = Sizes.ofFactors(folder, new Even(), 64, "1.25", "1.08");
        Dumps dumps = new Dumps()) {
      sizes.client().send(WARM_UP / 2);
      Window window = sizes.watch(MINUTE, PER_SECOND);
      Optional<DumpReport> dump = Optional.of(dumps.report(sizes.watched()));
      Recommendation growth =
          Recommendation.of(Optional.of(window.report()), dump).stream()
              .filter(one -> one.kind() == Recommendation.Kind.SLAB_GROWTH_FACTOR)
              .findFirst()
              .orElseThrow(() -> new AssertionError(window.curve().toString()));
      assertThat(growth.action()).isEqualTo("start it with -f 1.08");
      assertThat(growth.points().isKnown()).as(growth.gain()).isTrue();
      double gained = window.truth().get(1) - window.truth().get(0);
      assertThat(gained).isCloseTo(growth.points().points(), within(0.005)).isPositive();
    }
  }

  private Sizes sizes(Kind kind, long seed) {
    int megabytes = kind == Kind.PHASES ? MEGABYTES * 12 / 80 : MEGABYTES;
    Sizes sizes = new Sizes(folder, new Workload(kind, seed, 1), megabytes, MEMORY, "-f", "1.25");
    sizes.client().send(WARM_UP);
    return sizes;
  }

  private static AccuracyRow row(Sizes sizes, Kind kind, Duration window, int windows)
      throws Exception {
    List<Window> all = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      all.add(sizes.watch(window, PER_SECOND));
    }
    AccuracyRow row = new AccuracyRow(kind + ", " + window.toSeconds() + " s", all);
    write(row);
    return row;
  }

  private static void write(AccuracyRow row) throws Exception {
    if (!Files.exists(TABLE)) {
      Files.writeString(TABLE, AccuracyRow.head(MEMORY) + "\n");
    }
    Files.writeString(TABLE, row.markdown() + "\n", StandardOpenOption.APPEND);
  }

  private static void assertAccurate(Kind kind, AccuracyRow row) {
    int cliff = kind == Kind.CLIFF ? MEMORY.indexOf(2.0) : -1;
    for (Window window : row.windows()) {
      int one = MEMORY.indexOf(1.0);
      assertThat(window.report().hitRatio()).isCloseTo(window.truth().get(one), within(0.003));
    }
    List<Double> errors = row.errors(size -> size != cliff);
    assertThat(errors).isNotEmpty();
    assertThat(AccuracyRow.worst(errors)).isLessThanOrEqualTo(WORST);
    assertThat(AccuracyRow.mean(errors)).isLessThanOrEqualTo(MEAN);
    assertThat(AccuracyRow.worst(row.errors(size -> size == cliff)))
        .isLessThanOrEqualTo(AT_THE_CLIFF);
    assertThat(row.highestFloor()).isLessThanOrEqualTo(0.01);
    int[] covered = row.covered();
    assertThat(covered[0]).isGreaterThanOrEqualTo((int) Math.floor(0.9 * covered[1]));
  }
}

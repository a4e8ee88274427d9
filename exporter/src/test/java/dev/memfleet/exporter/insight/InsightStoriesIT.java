package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.Sizes.Window;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.load.Lockstep.Counts;
import dev.memfleet.exporter.load.Requests;
import dev.memfleet.exporter.load.Workload;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recommendations are followed on real memcached, and bring the gain that they promise. The stories
 * mostly wait, so all run at once, each with nodes of its own.
 */
class InsightStoriesIT {
  private static final Pattern LIMIT = Pattern.compile("cache_memlimit (\\d+)");
  private static final Pattern OPTION = Pattern.compile("-m (\\d+)");
  private static final Pattern PER_COPY = Pattern.compile("or (\\d+) per copy");
  private static final Pattern COPIES = Pattern.compile("with (\\d+) copies");
  private static final Pattern MOVE = Pattern.compile("slabs reassign \\d+ (\\d+)");
  private static final Pattern PAGES = Pattern.compile("with (\\d+) more pages");
  private static final Pattern STAY = Pattern.compile("kept for (\\d+) s");
  private static final Pattern ERROR = Pattern.compile("\u00b1 (\\d+)");
  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final long LONGEST_SECONDS = 240;
  private static final int PER_SECOND = 10_000;
  private static final long WARM_UP = 500_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @TempDir Path folder;

  private interface Story {
    void run() throws Exception;
  }

  @TestFactory
  List<DynamicTest> story_hasItsRecommendations() {
    return List.of(
        started("a cache that is too small grows, and hits as promised", this::tooSmall),
        started("one that is too large shrinks, and hits as before", this::tooLarge),
        started("a hot key is copied, and each copy has its part", this::hotKey),
        started("items that are never read go, and others hit as promised", this::neverRead),
        started("a class that starves gets pages, and keeps items as promised", this::starving));
  }

  private DynamicTest started(String name, Story story) {
    Future<Boolean> ends =
        threads.submit(
            () -> {
              story.run();
              return true;
            });
    return DynamicTest.dynamicTest(name, () -> ends.get(LONGEST_SECONDS, TimeUnit.SECONDS));
  }

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private static Recommendation recommended(
      Kind kind, String about, Optional<WatchReport> watch, Optional<DumpReport> dump) {
    return Recommendation.of(watch, dump).stream()
        .filter(one -> one.kind() == kind && one.evidence().startsWith(about))
        .findFirst()
        .orElseThrow(() -> new AssertionError(watch + " " + dump));
  }

  private static Recommendation recommended(Kind kind, Window window) {
    return recommended(kind, "", Optional.of(window.report()), Optional.empty());
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private static int number(Pattern pattern, String text) {
    return Integer.parseInt(found(pattern, text));
  }

  private static Point largest(Window window) {
    return window.curve().points().stream()
        .filter(Point::supported)
        .max(Comparator.comparingDouble(Point::memory))
        .orElseThrow();
  }

  private static BooleanSupplier forHalfAWindow() {
    long end = System.nanoTime() + WINDOW.toNanos() / 2;
    return () -> System.nanoTime() < end;
  }

  private void tooSmall() throws Exception {
    Workload load = new Workload(Workload.Kind.SMALL, 1, 1);
    try (Sizes cache = new Sizes(folder, load, 4, List.of(1.0))) {
      cache.client().send(WARM_UP);
      Window before = cache.watch(WINDOW, PER_SECOND);
      Recommendation grow = recommended(Kind.MEMORY_GROW, before);
      Point promised = largest(before);

      String command = "cache_memlimit " + found(LIMIT, grow.action());
      assertThat(cache.watched().converse(command + "\r\n")).isEqualTo("OK\r\n");
      cache.client().send(WARM_UP);
      Counts grown = cache.client().counts();
      cache.client().send(PER_SECOND, forHalfAWindow());

      double hitRatio = cache.client().counts().hitRatioSince(grown, 0);
      assertThat(hitRatio).isCloseTo(promised.hitRatio(), within(promised.error()));
      assertThat(hitRatio - before.truth().get(0)).isGreaterThan(0.01);
    }
  }

  private void tooLarge() throws Exception {
    Workload load = new Workload(Workload.Kind.JUNK, 1, 1);
    try (Sizes cache = new Sizes(folder, load, 4, List.of(0.5, 1.0))) {
      cache.client().send(WARM_UP);
      Window window = cache.watch(WINDOW, PER_SECOND);
      Recommendation shrink = recommended(Kind.MEMORY_SHRINK, window);
      assertThat(found(OPTION, shrink.action())).as("the other one has as much").isEqualTo("2");
      assertThat(window.truth().get(0))
          .isCloseTo(window.truth().get(1), within(0.005))
          .isCloseTo(window.point(0).hitRatio(), within(window.point(0).error()));
    }
  }

  /** A fifth of the gets is for one key, or for a random one of its copies once it has some. */
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

  private void hotKey() throws Exception {
    OneHotKey load = new OneHotKey();
    try (Sizes cache = new Sizes(folder, load, 64, List.of(1.0))) {
      Window before = cache.watch(WINDOW.dividedBy(2), PER_SECOND);
      Recommendation hot = recommended(Kind.KEY_HOT, before);
      assertThat(hot.evidence()).startsWith("user:090000000 has ");
      double promised = Double.parseDouble(found(PER_COPY, hot.gain()));

      load.copies = number(COPIES, hot.gain());
      Window after = cache.watch(WINDOW.dividedBy(2), PER_SECOND);

      assertThat(after.report().keys())
          .filteredOn(key -> key.name().startsWith("user:0900000"))
          .hasSize(load.copies)
          .allSatisfy(
              key ->
                  assertThat(key.share() * getsPerSecond(before))
                      .isCloseTo(promised, withinPercentage(10)));
    }
  }

  /** The pace of the first window, which a busy machine may have slowed down. */
  private static double getsPerSecond(Window window) {
    HotKey first = window.report().keys().get(0);
    return first.perSecond() / first.share();
  }

  /** Writes 3750 items a second; a fifth is read, at an age of 1.5 s. */
  private static final class Log {
    private static final int A_TICK = 75;
    private static final int READ = 5;
    private static final int LATER = Ticks.PER_SECOND * 3 / 2;

    private volatile boolean all = true;

    private String requests(int tick) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < A_TICK; i++) {
        if (all || i % READ == 0) {
          set(requests, key(tick, i), 100);
        }
      }
      for (int i = 0; tick >= LATER && i < A_TICK; i += READ) {
        requests.append("get ").append(key(tick - LATER, i)).append("\r\n");
      }
      return requests.toString();
    }

    private static String key(int tick, int i) {
      return "log:%010d".formatted(tick * A_TICK + i);
    }
  }

  private static void set(StringBuilder requests, String key, int size) {
    requests
        .append("set %s 0 0 %d noreply\r\n".formatted(key, size))
        .append("x".repeat(size))
        .append("\r\n");
  }

  private void neverRead() throws Exception {
    Log log = new Log();
    Workload load = new Workload(Workload.Kind.SMALL, 1, 0.5);
    try (Sizes cache = new Sizes(folder, load, 6, List.of(1.0));
        Dumps dumps = new Dumps();
        Ticks writer = new Ticks(cache.watched(), log::requests)) {
      writer.start();
      cache.client().send(WARM_UP);
      Window before = cache.watch(WINDOW, PER_SECOND);
      DumpReport dump = cache.client().during(PER_SECOND, () -> dumps.report(cache.watched()));
      Recommendation forgotten =
          recommended(
              Kind.TTL_NONE_UNFETCHED, "log: ", Optional.of(before.report()), Optional.of(dump));
      assertThat(forgotten.points().isKnown()).as(forgotten.gain()).isTrue();

      log.all = false;
      cache.client().send(WARM_UP);
      NodeSample freed = cache.sample();
      cache.client().send(PER_SECOND, forHalfAWindow());
      NodeSample after = cache.sample();

      double gained =
          after.since(freed, "get_hits") / after.since(freed, "cmd_get")
              - before.report().hitRatio();
      assertThat(gained)
          .isCloseTo(forgotten.points().points(), within(forgotten.points().error()))
          .isGreaterThan(0.01);
    }
  }

  /** Stores 1800 small items and 30 large ones a second. */
  private static String smallAndLarge(int tick) {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 36; i++) {
      set(requests, "small:" + (tick * 36 + i), 300);
    }
    if (tick % 5 < 3) {
      set(requests, "large:" + tick, 9000);
    }
    return requests.toString();
  }

  private void starving() throws Exception {
    try (CacheNode node =
            CacheNode.memcached(folder, "starving", "-m", "16", "-o", "no_slab_automove");
        Dumps dumps = new Dumps()) {
      StringBuilder requests = new StringBuilder();
      for (int n = 0; n < 60_000; n++) {
        set(requests, "first:" + n, 300);
      }
      node.exchange(requests + "mn\r\n", 1);
      try (Ticks writer = new Ticks(node, InsightStoriesIT::smallAndLarge)) {
        writer.start();
        await(node, 20);
        Recommendation starved =
            recommended(
                Kind.SLAB_STARVED,
                "slab class 22 (chunks of 10.8 KiB) has 1 pages ",
                Optional.empty(),
                Optional.of(dumps.report(node)));
        assertThat(starved.action()).contains("slabs automove 1");
        String move = found(Pattern.compile("(slabs reassign \\d+ \\d+)"), starved.action());
        for (int i = number(PAGES, starved.gain()); i > 0; i--) {
          node.await("moving a page", () -> node.converse(move + "\r\n").equals("OK\r\n"));
        }
        int promised = number(STAY, starved.gain());
        await(node, promised + 5);
        SlabUse fed =
            dumps.report(node).classes().stream()
                .filter(one -> one.items().name().equals(found(MOVE, move)))
                .findFirst()
                .orElseThrow();
        assertThat(fed.ageSeconds())
            .isCloseTo(promised, within((double) number(ERROR, starved.gain())));
      }
    }
  }

  /** Waits until the node's own clock has moved on by this number of seconds. */
  private static void await(CacheNode node, int seconds) throws InterruptedException {
    int end = clock(node) + seconds;
    while (clock(node) < end) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static int clock(CacheNode node) {
    return number(Pattern.compile("STAT uptime (\\d+)"), node.converse("stats\r\n"));
  }
}

package dev.memfleet.exporter.insight;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.curve.Curve;
import dev.memfleet.exporter.insight.curve.Curve.Point;
import dev.memfleet.exporter.insight.dump.DumpParser;
import dev.memfleet.exporter.insight.dump.Keyspace;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.insight.dump.SlabLayout;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a dump gives reason for, alone and with the curve of a window. */
class DumpRecommendationsTest {
  private static final long NOW = 1_795_342_690;
  private static final int LARGEST = 512 * 1024;
  private static final Connections FEW = new Connections(10, 1024, 0);

  private final StringBuilder lines = new StringBuilder();
  private double factor = 1.25;
  private String version = "1.6.18";
  private int pages = 1000;
  private boolean full = true;
  private boolean movesPages = true;
  private boolean crawls = true;
  private double expired;
  private Connections connections = FEW;
  private List<SlabUse> classes = List.of();

  private void items(String prefix, int count, int size, boolean fetched, boolean ttl) {
    for (int i = 0; i < count; i++) {
      item(prefix, i, size, fetched, ttl);
    }
  }

  private void item(String prefix, int number, int size, boolean fetched, boolean ttl) {
    item(prefix, number, size, fetched, ttl ? NOW + 60 : -1, 5);
  }

  private void item(String prefix, int number, int size, boolean fetched, long expiry, int idle) {
    lines.append(
        "key=%s%%3A%d exp=%d la=%d cas=1 fetch=%s cls=1 size=%d\n"
            .formatted(prefix, number, expiry, NOW - idle, fetched ? "yes" : "no", size));
  }

  private DumpReport report() {
    SlabLayout layout = new SlabLayout(factor, 48, LARGEST);
    List<Integer> chunks = new ArrayList<>(Collections.nCopies(1, 0));
    chunks.addAll(layout.chunkSizes());
    Keyspace keyspace = new Keyspace(Prefixes.byDefault(), chunks, NOW, false);
    byte[] bytes = lines.toString().getBytes(ISO_8859_1);
    new DumpParser(keyspace, line -> {}).feed(bytes, 0, bytes.length);
    Part all = keyspace.all();
    return new DumpReport(
        Instant.EPOCH,
        Duration.ofSeconds(1),
        new ServerFacts(
            version, 64 << 20, full, pages, Optional.of(layout), movesPages, crawls, connections),
        all.items() + expired,
        all,
        keyspace.distributions(),
        keyspace.prefixes(KeyText.PLAIN),
        0,
        classes,
        keyspace.slabs(Optional.of(layout)));
  }

  private List<Recommendation> advice(Optional<WatchReport> watch) {
    return Recommendation.of(watch, Optional.of(report()));
  }

  private List<Recommendation> advice() {
    return advice(Optional.empty());
  }

  private Optional<Recommendation> advice(Kind kind) {
    return advice().stream().filter(one -> one.kind() == kind).findFirst();
  }

  /**
   * A window with the hit ratios at once and twice the memory, and a share of bytes for one key.
   */
  private static Optional<WatchReport> window(double now, double twice, double bytesOfOneKey) {
    List<Point> points =
        List.of(
            new Point(0.5, now - 0.1, 0.02, true),
            new Point(1, now, 0.015, true),
            new Point(2, twice, 0.02, true));
    return Optional.of(
        new WatchReport(
            Instant.EPOCH,
            Duration.ZERO,
            Duration.ofSeconds(60),
            "1.6.18",
            64 << 20,
            FEW,
            1000,
            0,
            1_200_000,
            now,
            List.of(),
            List.of(new HotKey("big:1", bytesOfOneKey, bytesOfOneKey, 1e6, 3)),
            List.of(),
            Optional.of(new Curve(60e6, 2.1, true, false, true, 1000, 0.5, points))));
  }

  /** Sizes of 220 bytes in the median, the largest about 12 KB. */
  private void sizesOfA() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.min(12_000, 220 * Math.exp(1.1 * random.nextGaussian()));
      item("a", i, 75 + (int) value, true, true);
    }
  }

  @Test
  void nothingWrong_isNothingToRecommend() {
    items("user", 1000, 90, true, true);
    assertThat(advice()).isEmpty();
  }

  @Test
  void itemsThatAreNeverRead_areToGetATimeToLive() {
    items("user", 500, 100, true, true);
    items("log", 500, 100, false, false);
    Recommendation ttl = advice(Kind.TTL_NONE_UNFETCHED).orElseThrow();
    assertThat(ttl.evidence())
        .isEqualTo(
            "log: 50.0 % of the bytes, 100.0 % of the items never fetched, 100.0 % without a time to live");
    assertThat(ttl.gain()).isEqualTo("48.8 KiB \u00b1 4.4 KiB for other items, 50.0 % of all");
    assertThat(ttl.points().isKnown()).isFalse();
  }

  /** Half of the memory set free is twice the memory for what is read. */
  @Test
  void whatIsSetFree_isWorthWhatTheCurveSays() {
    items("user", 500, 100, true, true);
    items("log", 500, 100, false, false);
    Recommendation ttl =
        advice(window(0.7, 0.78, 0)).stream()
            .filter(one -> one.kind() == Kind.TTL_NONE_UNFETCHED)
            .findFirst()
            .orElseThrow();
    assertThat(ttl.points().points()).isCloseTo(0.08, offset(1e-9));
    assertThat(ttl.gain()).contains("as 2.00 times the memory: +8.0 points \u00b1 3.0");
  }

  /** Ten items a second, half are read after 20 s, evicted after 100 s. */
  @Test
  void itemsThatWillBeRead_areNotSetFree() {
    for (int age = 0; age < 100; age++) {
      for (int i = 0; i < 10; i++) {
        item("log", 10 * age + i, 100, age >= 20 && i % 2 == 0, -1, age);
      }
    }
    assertThat(advice(Kind.TTL_NONE_UNFETCHED).orElseThrow().gain())
        .isEqualTo("48.8 KiB \u00b1 5.9 KiB for other items, 50.0 % of all");
  }

  @Test
  void prefixesWithTtl_orRead_orSmall_areLeftAlone() {
    items("user", 5000, 100, true, false);
    items("session", 1000, 100, false, true);
    items("log", 100, 100, false, false);
    assertThat(advice(Kind.TTL_NONE_UNFETCHED)).isEmpty();
  }

  @Test
  void expiredItems_areToBeReclaimed_andTheCrawlerToBeOn() {
    items("user", 900, 100, true, true);
    expired = 100;
    Recommendation reclaim = advice(Kind.TTL_EXPIRED_RESIDENT).orElseThrow();
    assertThat(reclaim.evidence()).startsWith("100 of 1000 items have expired or were flushed");
    assertThat(reclaim.gain()).isEqualTo("9.8 KiB, about");
    assertThat(reclaim.action()).contains("lru_crawler crawl all");
    crawls = false;
    assertThat(advice(Kind.TTL_EXPIRED_RESIDENT).orElseThrow().action())
        .contains("lru_crawler enable");
    expired = 45;
    assertThat(advice(Kind.TTL_EXPIRED_RESIDENT)).isEmpty();
  }

  @Test
  void factorThatWastesLess_isRecommended_withWhatTheCurveSays() {
    sizesOfA();
    Recommendation growth = advice(Kind.SLAB_GROWTH_FACTOR).orElseThrow();
    assertThat(growth.action()).isEqualTo("start it with -f 1.08");
    assertThat(growth.undo()).isEqualTo("-f 1.25");
    assertThat(growth.gain()).matches("[67]\\.\\d % of the memory");
    double points =
        advice(window(0.82, 0.85, 0)).stream()
            .filter(one -> one.kind() == Kind.SLAB_GROWTH_FACTOR)
            .mapToDouble(one -> one.points().points())
            .sum();
    assertThat(points).isBetween(0.002, 0.005);
  }

  @Test
  void factorWithMoreClassesThanPages_isNotRecommended() {
    sizesOfA();
    pages = 80;
    assertThat(advice(Kind.SLAB_GROWTH_FACTOR)).isEmpty();
  }

  /** 63 classes of -f 1.05 end at 2.8 KB, and the next chunk has 512 KB. */
  @Test
  void smallFactor_isATrap() {
    sizesOfA();
    factor = 1.05;
    Recommendation gap = advice(Kind.SLAB_GAP).orElseThrow();
    assertThat(gap.evidence()).contains("(-f 1.05)", "occupies a chunk of 512.0 KiB");
    assertThat(gap.action())
        .startsWith("start it with -f 1.08, or with -o slab_chunk_max=4096 (bytes, ");
    assertThat(advice(Kind.SLAB_GROWTH_FACTOR)).isEmpty();
    factor = 1.25;
    assertThat(advice(Kind.SLAB_GAP)).isEmpty();
  }

  /** A value in KB makes 1.6.23 crash, and one in bytes is refused from 1.6.24 on. */
  @Test
  void largestChunk_isInBytesBefore1624_andInKilobytesSince() {
    assertThat(SlabAdvice.largestChunkOption("1.6.18", 16_384))
        .isEqualTo("-o slab_chunk_max=16384 (bytes, for memcached 1.6.18)");
    assertThat(SlabAdvice.largestChunkOption("1.6.23", 16_384))
        .isEqualTo("-o slab_chunk_max=16384 (bytes, for memcached 1.6.23)");
    assertThat(SlabAdvice.largestChunkOption("1.6.24", 16_384))
        .isEqualTo("-o slab_chunk_max=16 (KB, for memcached 1.6.24)");
    assertThat(SlabAdvice.largestChunkOption("1.6.45", 16_384)).contains("=16 (KB");
    sizesOfA();
    factor = 1.05;
    version = "1.6.24";
    assertThat(advice(Kind.SLAB_GAP).orElseThrow().action())
        .contains("-o slab_chunk_max=4 (KB, for memcached 1.6.24)");
  }

  private static SlabUse slab(int number, int pages, double age, double evicted, double lacking) {
    Part.Sizes sizes = new Part.Sizes(90, 90, 90, 90);
    List<Long> ages = List.of(1L, 0L, 0L, 0L, 0L);
    Part items =
        new Part(Integer.toString(number), 100, 9000, 9600, 0, 0, 0, 0, 0, ages, ages, sizes);
    return new SlabUse(items, 96 * number, pages, age, evicted, lacking);
  }

  @Test
  void classThatEvictsYoungItems_isStarved() {
    classes = List.of(slab(1, 50, 4000, 0, 0), slab(5, 10, 20, 300, 0), slab(9, 9, 3600, 5, 0));
    Recommendation starved = advice(Kind.SLAB_STARVED).orElseThrow();
    assertThat(starved.evidence())
        .isEqualTo(
            "slab class 5 (chunks of 480 B) has 10 pages and evicts items last used 20 s ago; other classes keep items for 4000 s");
    assertThat(starved.gain())
        .isEqualTo("items of this size are kept for 118 s \u00b1 8 with 49 more pages");
    assertThat(starved.action())
        .startsWith("the command slabs reassign 1 5 moves a page from class 1 to it");
    movesPages = false;
    assertThat(advice(Kind.SLAB_STARVED).orElseThrow().action())
        .startsWith("the command slabs automove 1 has pages moved automatically");
  }

  @Test
  void classWithoutPagesOrMemory_isStarved_andOthersAreNot() {
    classes = List.of(slab(1, 50, 4000, 0, 0), slab(5, 2, 3900, 1, 0));
    assertThat(advice(Kind.SLAB_STARVED)).isPresent();
    classes = List.of(slab(1, 50, 4000, 0, 0), slab(5, 20, 3900, 0, 1));
    assertThat(advice(Kind.SLAB_STARVED).orElseThrow().evidence())
        .endsWith("it refused stores for lack of memory");
    classes = List.of(slab(1, 50, 4000, 9, 0), slab(5, 20, 3900, 9, 0), slab(7, 1, 9, 0, 0));
    assertThat(advice(Kind.SLAB_STARVED)).isEmpty();
    classes = List.of(slab(1, 2, 4000, 9, 0));
    assertThat(advice(Kind.SLAB_STARVED)).isEmpty();
  }

  @Test
  void classesThatAreManyForTheMemory_areNamedOnce() {
    classes = List.of(slab(1, 1, 400, 0, 0), slab(5, 1, 390, 0, 0), slab(7, 1, 380, 0, 0));
    pages = 11;
    assertThat(advice(Kind.SLAB_MANY).orElseThrow().action())
        .isEqualTo("give it more memory (-m), or fewer classes: start it with -f 1.5");
    pages = 12;
    assertThat(advice(Kind.SLAB_MANY)).isEmpty();
    pages = 3;
    full = false;
    assertThat(advice(Kind.SLAB_MANY)).isEmpty();
  }

  @Test
  void largeItems_andAKeyWithManyBytes_areBig() {
    items("user", 100, 100, true, true);
    item("big", 1, 600_000, true, true);
    assertThat(advice(Kind.KEY_BIG).orElseThrow().evidence())
        .isEqualTo("1 items need more than one chunk of 512.0 KiB");
    Recommendation big =
        Recommendation.of(window(0.8, 0.801, 0.2), Optional.empty()).stream()
            .filter(one -> one.kind() == Kind.KEY_BIG)
            .findFirst()
            .orElseThrow();
    assertThat(big.evidence()).isEqualTo("big:1 has 20.0 % of the bytes sent");
  }

  @Test
  void connectionsNearTheLimit_areNamed_wherever() {
    connections = new Connections(900, 1024, 0);
    assertThat(advice(Kind.CONN_LIMIT).orElseThrow().evidence())
        .isEqualTo("900 of 1024 connections are open");
    connections = new Connections(100, 1024, 2);
    assertThat(advice(Kind.CONN_LIMIT).orElseThrow().evidence())
        .endsWith("are open, and new ones had to wait");
    connections = new Connections(800, 1024, 0);
    assertThat(advice(Kind.CONN_LIMIT)).isEmpty();
  }

  @Test
  void advice_isRankedByGain() {
    items("user", 500, 100, true, true);
    items("log", 500, 100, false, false);
    expired = 200;
    pages = 1;
    connections = new Connections(900, 1024, 0);
    assertThat(advice(window(0.7, 0.78, 0.2)))
        .extracting(Recommendation::kind)
        .containsExactly(
            Kind.MEMORY_GROW,
            Kind.TTL_NONE_UNFETCHED,
            Kind.CONN_LIMIT,
            Kind.TTL_EXPIRED_RESIDENT,
            Kind.KEY_BIG);
  }

  @Test
  void eachAdvice_saysAllThatAPersonNeeds() {
    sizesOfA();
    items("log", 5000, 500, false, false);
    expired = 4000;
    classes = List.of(slab(1, 1, 4000, 0, 0), slab(5, 1, 20, 300, 0));
    pages = 4;
    for (Recommendation one : advice(window(0.7, 0.78, 0.2))) {
      assertThat(List.of(one.evidence(), one.gain(), one.action(), one.risk(), one.undo()))
          .as(one.kind().id())
          .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("NaN", "null"));
    }
  }
}

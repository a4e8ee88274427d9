package dev.memfleet.exporter.insight.dump;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.PrefixPattern;
import dev.memfleet.exporter.insight.hot.Prefixes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyspaceTest {
  private static final long NOW = 1_795_342_690;
  private static final SlabLayout DEFAULT = new SlabLayout(1.25, 48, 524_288);

  /** The default chunk sizes by number, as {@code stats slabs} says them. */
  private static List<Integer> chunkSizes() {
    return Stream.concat(Stream.of(0), DEFAULT.chunkSizes().stream()).toList();
  }

  private static Keyspace of(String lines) {
    return of(lines, Prefixes.byDefault());
  }

  private static Keyspace of(String lines, Prefixes prefixes) {
    return of(lines, prefixes, false);
  }

  private static Keyspace of(String lines, Prefixes prefixes, boolean distributions) {
    Keyspace keyspace = new Keyspace(prefixes, chunkSizes(), NOW, distributions);
    byte[] bytes = lines.getBytes(ISO_8859_1);
    new DumpParser(keyspace, line -> {}).feed(bytes, 0, bytes.length);
    return keyspace;
  }

  private static String line(String key, long ttl, long idle, boolean fetched, int cls, int size) {
    return "key=%s exp=%d la=%d cas=1 fetch=%s cls=%d size=%d\n"
        .formatted(key, ttl < 0 ? -1 : NOW + ttl, NOW - idle, fetched ? "yes" : "no", cls, size);
  }

  @Test
  void items_areCountedByPrefixAndClass() {
    Keyspace keyspace =
        of(
            line("user%3A1", -1, 5, true, 1, 80)
                + line("user%3A2", 30, 90, false, 1, 90)
                + line("page%2F1", 7200, 4000, false, 5, 200)
                + line("plain", 100_000, 90_000, false, 1, 60));
    Part all = keyspace.all();
    assertThat(all.items()).isEqualTo(4);
    assertThat(all.bytes()).isEqualTo(430);
    assertThat(all.chunkBytes()).isEqualTo(3 * 96 + 240);
    assertThat(all.wastedBytes()).isEqualTo(98);
    assertThat(all.unfetchedRatio()).isEqualTo(0.75);
    assertThat(all.withoutTtl()).isEqualTo(1);
    assertThat(all.ttl()).containsExactly(1L, 0L, 0L, 1L, 1L);
    assertThat(all.idle()).containsExactly(1L, 1L, 0L, 1L, 1L);
    assertThat(all.sizes().largest()).isEqualTo(200);
    assertThat(keyspace.prefixes(KeyText.PLAIN))
        .extracting(Part::name, Part::items, Part::bytes)
        .containsExactly(tuple("page", 1L, 200L), tuple("user", 2L, 170L), tuple("", 1L, 60L));
    assertThat(keyspace.slabClasses()).extracting(Part::name).containsExactly("1", "5");
  }

  /** A bound belongs to its bucket, as Prometheus counts; those that never expire have no TTL. */
  @Test
  void items_areCountedByUpperBounds() {
    String lines =
        line("a", -1, -3, true, 1, 64)
            + line("b", 10, 60, false, 1, 65)
            + line("c", 11, 700_000, false, 5, 2 << 20);
    assertThat(of(lines).distributions()).isEmpty();
    Distributions items = of(lines, Prefixes.byDefault(), true).distributions().orElseThrow();
    assertThat(items.bytes().upTo()).containsEntry(64L, 1L).containsEntry(128L, 2L);
    assertThat(items.bytes().upTo().lastKey()).isEqualTo(1 << 20);
    assertThat(items.bytes().count()).isEqualTo(3);
    assertThat(items.bytes().sum()).isEqualTo(64 + 65 + (2 << 20));
    assertThat(items.ttlSeconds().upTo()).containsEntry(10L, 1L).containsEntry(60L, 2L);
    assertThat(items.ttlSeconds().count()).isEqualTo(2);
    assertThat(items.ttlSeconds().sum()).isEqualTo(21);
    assertThat(items.idleSeconds().upTo())
        .containsEntry(10L, 1L)
        .containsEntry(60L, 2L)
        .containsEntry(604_800L, 2L);
    assertThat(items.idleSeconds().sum()).isEqualTo(700_060);
  }

  @Test
  void prefixes_areThoseOfThePatterns() {
    String lines =
        line("tenant%3A1%3Aa", -1, 5, true, 1, 80)
            + line("tenant%3A1%3Ab", -1, 5, true, 1, 80)
            + line("tenant%3A2%3Aa", -1, 5, true, 1, 81)
            + line("user%3A2", -1, 5, true, 1, 70);
    Prefixes tenants = new Prefixes(":", List.of(PrefixPattern.parse("(?<prefix>tenant:\\d+)")));
    assertThat(of(lines, tenants).prefixes(KeyText.PLAIN))
        .extracting(Part::name, Part::items)
        .containsExactly(tuple("tenant:1", 2L), tuple("tenant:2", 1L), tuple("user", 1L));
  }

  @Test
  void hashes_showNothingOfAPrefix() {
    assertThat(of(line("user%3A1", -1, 5, true, 1, 80)).prefixes(KeyText.HASH).get(0).name())
        .startsWith("#")
        .doesNotContain("user");
  }

  @Test
  void forgottenBytes_areThoseNeverFetchedThatNeverExpire() {
    Keyspace keyspace =
        of(
            line("log%3A1", -1, 5, false, 1, 80)
                + line("log%3A2", -1, 5, true, 1, 81)
                + line("log%3A3", 60, 5, false, 1, 82));
    Part log = keyspace.prefixes(KeyText.PLAIN).get(0);
    assertThat(log.forgottenBytes()).isEqualTo(80);
    assertThat(log.unreadBytes()).isEqualTo(80);
  }

  /** However many prefixes there are: the large ones are named, and nothing is lost. */
  @Test
  void manyPrefixes_takeBoundedMemory_andTheLargeOnesAreNamed() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(line("once" + i + "%3A1", -1, 5, false, 1, 80));
      if (i % 4 == 0) {
        lines.append(line("large%3A" + i, -1, 5, false, 5, 200));
      }
    }
    Keyspace keyspace = of(lines.toString());
    List<Part> prefixes = keyspace.prefixes(KeyText.PLAIN);
    assertThat(prefixes).hasSize(21);
    assertThat(prefixes.get(0).name()).isEqualTo("large");
    assertThat(prefixes.get(0).items()).isEqualTo(5000);
    assertThat(prefixes.get(20).name()).isEqualTo(Part.OTHER);
    assertThat(prefixes.stream().mapToLong(Part::items).sum()).isEqualTo(25_000);
    assertThat(prefixes.stream().mapToLong(Part::bytes).sum()).isEqualTo(keyspace.all().bytes());
    assertThat(keyspace.prefixesMaxUndercount()).isPositive();
  }

  /** A prefix that comes late lacks no more than is said. */
  @Test
  void whatAPrefixLacks_isBounded() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(line("once" + i + "%3A1", -1, 5, false, 1, 80));
      if (i % 100 == 0) {
        lines.append(line("rare%3A" + i, -1, 5, false, 1, 96));
      }
    }
    Keyspace keyspace = of(lines.toString());
    Part rare = keyspace.prefixes(KeyText.PLAIN).get(0);
    assertThat(rare.name()).isEqualTo("rare");
    assertThat(rare.bytes() + keyspace.prefixesMaxUndercount()).isGreaterThanOrEqualTo(50 * 96);
  }

  @Test
  void quantiles_areWithinATenth() {
    StringBuilder lines = new StringBuilder();
    for (int size = 1; size <= 10_000; size++) {
      lines.append(line("a", -1, 5, false, 1, size));
    }
    Part.Sizes sizes = of(lines.toString()).all().sizes();
    assertThat(sizes.median()).isBetween(4_600L, 5_400L);
    assertThat(sizes.p90()).isBetween(8_500L, 9_500L);
    assertThat(sizes.p99()).isBetween(9_400L, 10_000L);
    assertThat(sizes.largest()).isEqualTo(10_000);
  }

  @Test
  void layout_isKnownOnlyWhereTheClassesAreThoseOfTheSettings() {
    Keyspace keyspace = of(line("a", -1, 5, false, 1, 80));
    assertThat(keyspace.slabs(Optional.of(DEFAULT))).isPresent();
    assertThat(keyspace.slabs(Optional.of(new SlabLayout(1.5, 48, 524_288)))).isEmpty();
    assertThat(keyspace.slabs(Optional.empty())).isEmpty();
  }

  @Test
  void linesWithoutSizes_areCountedByItems() {
    Keyspace keyspace = of("key=user%3A1 exp=0 la=1 cas=1 fetch=no\n", Prefixes.byDefault(), true);
    assertThat(keyspace.all().bytes()).isZero();
    assertThat(keyspace.distributions().orElseThrow().bytes().count()).isZero();
    assertThat(keyspace.all().unfetched()).isEqualTo(1);
    assertThat(keyspace.slabClasses()).isEmpty();
    assertThat(keyspace.slabs(Optional.of(DEFAULT))).isEmpty();
    assertThat(keyspace.prefixes(KeyText.PLAIN).get(0).name()).isEqualTo("user");
  }
}

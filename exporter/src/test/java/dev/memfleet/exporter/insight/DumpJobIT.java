package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.memfleet.exporter.insight.Recommendation.Kind;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.peer.CacheNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compares dumps of a real memcached with the server's own stats. */
@Timeout(120)
class DumpJobIT {
  private static final int ITEMS = 60_000;
  private static final int EXPIRING = 12_000;
  private static final Dumps DUMPS = new Dumps();

  @TempDir Path folder;

  @AfterAll
  static void close() throws Exception {
    DUMPS.close();
  }

  private static void set(StringBuilder requests, String key, int ttl, int size) {
    requests
        .append("set %s 0 %d %d noreply\r\n".formatted(key, ttl, size))
        .append("x".repeat(size))
        .append("\r\n");
  }

  private static void send(CacheNode node, StringBuilder requests) {
    node.exchange(requests + "mn\r\n", 1);
    requests.setLength(0);
  }

  private static long stat(CacheNode node, String command, String name) {
    Matcher line =
        Pattern.compile("STAT " + Pattern.quote(name) + " (\\d+)")
            .matcher(node.converse(command + "\r\n"));
    assertThat(line.find()).as(name).isTrue();
    return Long.parseLong(line.group(1));
  }

  /** Waits until the node's own clock has moved on by more than that. */
  private static void await(CacheNode node, int seconds) {
    long begin = stat(node, "stats", "time");
    node.await("later by its clock", () -> stat(node, "stats", "time") > begin + seconds);
  }

  /** Counts and bytes within half a percent, expired items within 15 %. */
  @Test
  void itemsAndBytes_areThoseOfStatsItems_andExpiredOnesThoseThatACrawlReclaims() throws Exception {
    String[] options = {"-m", "256", "-o", "no_lru_maintainer"};
    try (CacheNode node = CacheNode.memcached(folder, "sessions", options)) {
      Random random = new Random(1);
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < ITEMS; i++) {
        int size = Math.min(12_000, (int) (220 * Math.exp(1.1 * random.nextGaussian())));
        String prefix = i % 3 == 0 ? "page/" : "user:";
        set(requests, prefix + i, i >= ITEMS - EXPIRING ? 1 : i % 2 == 0 ? 3000 : 0, size);
        if (requests.length() > 1 << 20) {
          send(node, requests);
        }
      }
      send(node, requests);
      await(node, 2);
      DumpReport report = DUMPS.report(node);
      assertThat(report.all().items()).isEqualTo(ITEMS - EXPIRING);
      assertThat(report.expiredResident()).isEqualTo(EXPIRING);
      assertThat(report.prefixes()).extracting(Part::name).containsExactly("user", "page");

      long before = stat(node, "stats", "crawler_reclaimed");
      node.exchange("lru_crawler crawl all\r\n", 1);
      node.await("without a crawler", () -> stat(node, "stats", "lru_crawler_running") == 0);
      double reclaimed = stat(node, "stats", "crawler_reclaimed") - before;
      assertThat(report.expiredResident()).isCloseTo(reclaimed, withinPercentage(15.0));

      String items = node.converse("stats items\r\n");
      for (SlabUse slab : report.classes()) {
        String number = slab.items().name();
        double counted = stat(node, "stats items", "items:" + number + ":number");
        double bytes = stat(node, "stats items", "items:" + number + ":mem_requested");
        assertThat((double) slab.items().items()).isCloseTo(counted, withinPercentage(0.5));
        assertThat((double) slab.items().bytes()).isCloseTo(bytes, withinPercentage(0.5));
        assertThat(slab.items().chunkBytes()).isEqualTo(slab.items().items() * slab.chunkSize());
      }
      assertThat(report.classes())
          .hasSize((int) Pattern.compile(":number ").matcher(items).results().count());
      assertThat(report.all().unfetchedRatio()).isEqualTo(1);
      assertThat(report.all().withoutTtlRatio()).isCloseTo(0.5, withinPercentage(1.0));
      assertThat(report.slabs()).isPresent();
      assertThat(stat(node, "stats", "lru_crawler_running")).isZero();
    }
  }

  /** The model of chunks is right about how much two real servers can hold. */
  @Test
  void smallerGrowthFactor_holdsAsMuchMoreAsIsPromised() throws Exception {
    double[] held = new double[2];
    double promised = 0;
    String[] factors = {"1.25", "1.08"};
    for (int i = 0; i < factors.length; i++) {
      try (CacheNode node =
          CacheNode.memcached(
              folder, "f" + i, "-m", "64", "-f", factors[i], "-o", "no_slab_automove")) {
        Random random = new Random(2);
        StringBuilder requests = new StringBuilder();
        for (int n = 0; n < 320_000; n++) {
          set(requests, "user:" + n, 0, 100 + random.nextInt(900));
          if (requests.length() > 1 << 20) {
            send(node, requests);
          }
        }
        send(node, requests);
        DumpReport report = DUMPS.report(node);
        assertThat(report.server().full()).isTrue();
        held[i] = report.all().bytes();
        if (i == 0) {
          promised =
              report.slabs().orElseThrow().others().stream()
                      .filter(fit -> fit.factor() == 1.08)
                      .findFirst()
                      .orElseThrow()
                      .bytes()
                  / report.slabs().orElseThrow().present().bytes();
        }
      }
    }
    assertThat(held[0] / held[1]).isCloseTo(promised, withinPercentage(2.5));
  }

  @Test
  void trapOfASmallFactor_isSeen_onMemcachedItself() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "trap", "-m", "64", "-f", "1.05")) {
      StringBuilder requests = new StringBuilder();
      for (int n = 0; n < 2000; n++) {
        set(requests, "user:" + n, 0, n % 50 == 0 ? 9000 : 200);
      }
      send(node, requests);
      List<Recommendation> advice =
          Recommendation.of(Optional.empty(), Optional.of(DUMPS.report(node)));
      Recommendation gap = advice.get(0);
      assertThat(gap.kind()).isEqualTo(Kind.SLAB_GAP);
      assertThat(gap.action()).contains("(bytes, for memcached 1.6.18)");
    }
  }

  @Test
  void emptyNode_andOneWithoutDumps() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "empty")) {
      assertThat(DUMPS.report(node).all().items()).isZero();
    }
    try (CacheNode node = CacheNode.memcached(folder, "refuses", "-X")) {
      DumpResult dumped = DUMPS.dump(node);
      assertThat(dumped.verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(dumped.reason()).contains("\"ERROR metadump not allowed\"");
    }
  }
}

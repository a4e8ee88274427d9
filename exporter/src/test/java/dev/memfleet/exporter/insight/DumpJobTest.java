package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.fake.DumpableNode;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Peer;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.insight.dump.Part;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule that protects a node, tested on a fake node that records the requests. */
@Timeout(60)
class DumpJobTest {
  private static final String ITEMS =
      """
      key=user%3A1 exp=-1 la=1795342680 cas=8 fetch=yes cls=1 size=61
      key=user%3A2 exp=1795342700 la=1795342690 cas=6 fetch=no cls=1 size=80
      END\r
      """;
  private static final DumpJob.Pace PACE =
      new DumpJob.Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(15));
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  private static DumpJob job(NodeAddress node, DumpSettings settings, DumpJob.Pace pace) {
    return new DumpJob(
        LOOP.vertx(),
        new Connector(LOOP.vertx()).to(node),
        settings,
        Prefixes.byDefault(),
        KeyText.PLAIN,
        Clock.systemUTC(),
        pace,
        done -> {});
  }

  private static DumpResult dump(DumpableNode node) throws Exception {
    return dump(node, DumpSettings.DEFAULT);
  }

  private static DumpResult dump(DumpableNode node, DumpSettings settings) throws Exception {
    return LOOP.get(() -> job(node.address(), settings, PACE).run());
  }

  @Test
  void dump_isReadToItsEnd() throws Exception {
    try (DumpableNode node = new DumpableNode().dumps(ITEMS)) {
      DumpResult dumped = dump(node);
      assertThat(dumped.reason()).isEmpty();
      assertThat(dumped.verdict()).isEqualTo(Verdict.DONE);
      DumpReport report = dumped.report().orElseThrow();
      assertThat(report.all().items()).isEqualTo(2);
      assertThat(report.all().wastedBytes()).isEqualTo(2 * 96 - 141);
      assertThat(report.prefixes()).extracting(Part::name).containsExactly("user");
      assertThat(report.classes().get(0).ageSeconds()).isEqualTo(100);
      assertThat(report.expiredResident()).isZero();
      assertThat(report.slabs()).isPresent();
      assertThat(node.wholeDumps()).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  @Test
  void ok_comesBeforeTheItemsOfNewVersions() throws Exception {
    try (DumpableNode node = new DumpableNode().version("1.6.45").dumps("OK\r\n" + ITEMS)) {
      assertThat(dump(node).report().orElseThrow().all().items()).isEqualTo(2);
    }
  }

  @Test
  void emptyNode_isDumped() throws Exception {
    for (String answer :
        new String[] {"END\r\n", "OK\r\nEND\r\n", "NOTSTARTED no items to crawl\r\n"}) {
      try (DumpableNode node = new DumpableNode().stat("curr_items", 0).dumps(answer)) {
        DumpReport report = dump(node).report().orElseThrow();
        assertThat(report.all().items()).isZero();
        assertThat(report.all().unfetchedRatio()).isNaN();
      }
    }
  }

  /** A dump omits expired items, so missing items count as expired if they exceed 0.2 %. */
  @Test
  void itemsThatAreMissing_haveExpired() throws Exception {
    try (DumpableNode node = new DumpableNode().stat("curr_items", 10).dumps(ITEMS)) {
      assertThat(dump(node).report().orElseThrow().expiredResident()).isEqualTo(8);
    }
  }

  /** Nothing but these is ever sent: no command that changes anything, and no key. */
  @Test
  void dump_sendsNothingButQuestions() throws Exception {
    try (DumpableNode node = new DumpableNode().dumps(ITEMS)) {
      dump(node);
      assertThat(Set.copyOf(node.requests()))
          .containsExactlyInAnyOrder(
              "stats", "stats settings", "stats items", "stats slabs", "lru_crawler metadump all");
      assertThat(node.crawls()).isEqualTo(1);
    }
  }

  @Test
  void nodeThatCrawls_isLeftAlone_untilItDoesNot() throws Exception {
    try (DumpableNode node = new DumpableNode().stat("lru_crawler_running", 1).dumps(ITEMS)) {
      DumpResult dumped = dump(node);
      assertThat(dumped.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(dumped.reason()).isEqualTo("the node's crawler is busy with something else");
      assertThat(dumped.sent()).isFalse();
      assertThat(node.crawls()).isZero();
      node.onStats((stats, times) -> stats.put("lru_crawler_running", times < 15 ? 1L : 0L));
      assertThat(dump(node).verdict()).isEqualTo(Verdict.DONE);
      assertThat(node.crawls()).isEqualTo(1);
    }
  }

  @Test
  void busyNode_isAskedAgainLater() throws Exception {
    String busy = "BUSY currently processing crawler request\r\n";
    try (DumpableNode node = new DumpableNode().dumps(busy, busy, ITEMS)) {
      assertThat(dump(node).verdict()).isEqualTo(Verdict.DONE);
      assertThat(node.crawls()).isEqualTo(3);
    }
    try (DumpableNode node = new DumpableNode().dumps(busy)) {
      DumpResult dumped = dump(node);
      assertThat(dumped.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(dumped.sent()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR metadump not allowed",
        "CLIENT_ERROR watch commands not allowed",
        "CLIENT_ERROR lru crawler disabled",
        "ERROR locked try again later",
        "BADCLASS invalid class id",
        "ERROR"
      })
  void refusal_isUnsupported_inTheNodesOwnWords(String words) throws Exception {
    try (DumpableNode node = new DumpableNode().dumps(words + "\r\n")) {
      DumpResult dumped = dump(node);
      assertThat(dumped.verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(dumped.reason())
          .isEqualTo("the node refused lru_crawler metadump: \"" + words + "\"");
      assertThat(dumped.report()).isEmpty();
      assertThat(node.crawls()).isEqualTo(1);
    }
  }

  @Test
  void nodesThatCannotOrMustNotBeDumped_areNotSentTheCommand() throws Exception {
    assertForbidden("1.4.30", Verdict.UNSUPPORTED, "memcached 1.4.30 (dumping needs 1.4.31)");
    assertForbidden("unknown", Verdict.UNSUPPORTED, "version \"unknown\" is not one of memcached");
    assertForbidden("1.6.19", Verdict.STOPPED, "a dump may crash memcached 1.6.19 to 1.6.43");
    assertForbidden("1.6.43", Verdict.STOPPED, "a dump may crash memcached 1.6.19 to 1.6.43");
    try (DumpableNode node = new DumpableNode().stat("curr_items", 11)) {
      DumpResult dumped = dump(node, new DumpSettings(10, false, false));
      assertThat(dumped.reason()).isEqualTo("the node has 11 items (at most 10)");
      assertThat(node.crawls()).isZero();
    }
    try (DumpableNode node = new DumpableNode().without("lru_crawler_running")) {
      assertThat(dump(node).verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(node.crawls()).isZero();
    }
  }

  private static void assertForbidden(String version, Verdict verdict, String reason)
      throws Exception {
    try (DumpableNode node = new DumpableNode().version(version)) {
      DumpResult dumped = dump(node);
      assertThat(dumped.verdict()).isEqualTo(verdict);
      assertThat(dumped.reason()).startsWith(reason);
      assertThat(node.requests()).containsExactly("stats");
    }
  }

  @Test
  void riskyVersion_isDumpedWhereThatIsAllowed() throws Exception {
    try (DumpableNode node = new DumpableNode().version("1.6.21").dumps(ITEMS)) {
      assertThat(dump(node, new DumpSettings(100, true, false)).verdict()).isEqualTo(Verdict.DONE);
    }
    try (DumpableNode node = new DumpableNode().version("1.6.44").dumps(ITEMS)) {
      assertThat(dump(node).verdict()).isEqualTo(Verdict.DONE);
    }
  }

  /** A dump that has begun is read to its end, even when the job is stopped meanwhile. */
  @Test
  void dumpThatHasBegun_isReadOn_whoeverStopsIt() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (DumpableNode node = new DumpableNode().dumps(ITEMS).waitsFor(latch)) {
      DumpJob job = LOOP.call(() -> job(node.address(), DumpSettings.DEFAULT, PACE));
      Future<DumpResult> end = LOOP.start(job::run);
      node.await(() -> node.crawls() == 1);
      LOOP.call(
          () -> {
            job.stop("the agent is shutting down");
            return job.isReading();
          });
      assertThat(end.isComplete()).isFalse();
      assertThat(node.wholeDumps()).isZero();
      latch.countDown();
      DumpResult dumped = EventLoop.get(end);
      assertThat(dumped.verdict()).isEqualTo(Verdict.DONE);
      assertThat(dumped.report().orElseThrow().all().items()).isEqualTo(2);
      assertThat(node.wholeDumps()).isEqualTo(1);
    }
  }

  @Test
  void jobThatIsStoppedBefore_sendsNoDump() throws Exception {
    try (DumpableNode node = new DumpableNode().stat("lru_crawler_running", 1)) {
      DumpJob job = LOOP.call(() -> job(node.address(), DumpSettings.DEFAULT, PACE));
      node.onStats((stats, times) -> job.stop("the agent is shutting down"));
      DumpResult dumped = LOOP.get(job::run);
      assertThat(dumped.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(dumped.reason()).isEqualTo("the agent is shutting down");
      assertThat(node.crawls()).isZero();
    }
  }

  @Test
  void nodeThatSendsNothing_isGivenUpInTheEnd() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (DumpableNode node = new DumpableNode().dumps(ITEMS).waitsFor(latch)) {
      DumpJob.Pace hasty =
          new DumpJob.Pace(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(200));
      DumpResult dumped = LOOP.get(() -> job(node.address(), DumpSettings.DEFAULT, hasty).run());
      latch.countDown();
      assertThat(dumped.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(dumped.reason()).startsWith("the node sent nothing for 0 s after 1 items");
      assertThat(dumped.sent()).isTrue();
    }
  }

  @Test
  void dumpThatBreaksOff_hasNoReport() throws Exception {
    try (DumpableNode node = new DumpableNode().dumps(ITEMS).inTheMidst(Peer::close)) {
      DumpResult dumped = dump(node);
      assertThat(dumped.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(dumped.reason()).endsWith(" after 1 items");
      assertThat(dumped.report()).isEmpty();
    }
  }

  @Test
  void nodeThatCannotBeReached_fails() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      DumpResult dumped = LOOP.get(() -> job(node.address(), DumpSettings.DEFAULT, PACE).run());
      assertThat(dumped.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(dumped.reason()).startsWith("refused: ");
      assertThat(dumped.sent()).isFalse();
    }
  }
}

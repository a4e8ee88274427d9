package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.fake.DumpableNode;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.WatchableNode;
import dev.memfleet.exporter.fleet.Fleet;
import dev.memfleet.exporter.fleet.PollConfig;
import dev.memfleet.exporter.fleet.PollRules;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.SelfMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which windows an agent begins, and when; against nodes that count what they are sent. */
@Timeout(60)
class InsightTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final EventLoop LOOP = new EventLoop();

  private final Hand clock = new Hand();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  /** A clock that goes when it is moved. */
  private static final class Hand extends Clock {
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    void move(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static Fleet fleet(FakeNode... nodes) throws Exception {
    return fleet(Shard.UNSHARDED, nodes);
  }

  private static Fleet fleet(Shard shard, FakeNode... nodes) throws Exception {
    PollConfig once =
        new PollConfig(Duration.ZERO, Duration.ofSeconds(20), 8, false, Duration.ZERO);
    Scraper scraper = new Scraper(Catalog.ALL, EnumSet.of(Section.STATS), Clock.systemUTC());
    Fleet fleet =
        new Fleet(
            LOOP.vertx(),
            new PollRules(scraper, once, "instance", Admission.open(Profile.PLAIN)),
            shard,
            Integer.MAX_VALUE,
            () -> Duration.ZERO,
            new InternalErrors());
    List<Target> targets =
        Arrays.stream(nodes).map(node -> new Target(node.address(), Map.of())).toList();
    EventLoop.get(fleet.watch(targets));
    return fleet;
  }

  private static InsightConfig config(Duration every) {
    return new InsightConfig(
        List.of(new NodeChoice.Every()),
        true,
        every,
        new WatchSettings(Duration.ZERO, Duration.ofMinutes(10), 0.05),
        new DumpConfig(Duration.ZERO, DumpSettings.DEFAULT),
        PrefixConfig.DEFAULT,
        false);
  }

  private static InsightConfig dumpsEvery(Duration interval) {
    return dumps(new DumpConfig(interval, DumpSettings.DEFAULT));
  }

  private static InsightConfig dumps(DumpConfig dump) {
    return new InsightConfig(
        List.of(new NodeChoice.Every()),
        true,
        Duration.ZERO,
        WatchSettings.DEFAULT,
        dump,
        PrefixConfig.DEFAULT,
        false);
  }

  private static long watches(FakeNode node) {
    return node.requests().stream().filter(line -> line.startsWith("watch")).count();
  }

  private static void awaitWatched(FakeNode node) throws InterruptedException {
    node.await(() -> watches(node) == 1);
  }

  @Test
  void windows_oneANode_andTwoAtATime() throws Exception {
    try (WatchableNode a = new WatchableNode();
        WatchableNode b = new WatchableNode();
        WatchableNode c = new WatchableNode()) {
      Insight insight = new Insight(fleet(a, b, c), clock);
      try (insight) {
        insight.apply(config(Duration.ZERO));
        assertThat(insight.start(a.address(), JobKind.WATCH)).isEmpty();
        assertThat(insight.start(a.address(), JobKind.WATCH))
            .contains("a window of this node is running");
        assertThat(insight.start(b.address(), JobKind.WATCH)).isEmpty();
        assertThat(insight.start(c.address(), JobKind.WATCH))
            .contains("2 windows and dumps are running, the maximum");
        awaitWatched(a);
        awaitWatched(b);
      }
      a.await(() -> a.halfClosed() == 1);
      b.await(() -> b.halfClosed() == 1);
      assertThat(watches(a)).isEqualTo(1);
      assertThat(watches(c)).isZero();
    }
  }

  /** The first window of a node comes at any time within the interval, so that they spread. */
  @Test
  void schedule_beginsWithJitter() throws Exception {
    try (WatchableNode a = new WatchableNode();
        WatchableNode b = new WatchableNode()) {
      int[] drawn = {0};
      Insight insight = new Insight(fleet(a, b), clock, most -> drawn[0]++ == 0 ? most / 3 : most);
      try (insight) {
        insight.apply(config(HOUR));
        assertThat(insight.startDue()).isZero();
        clock.move(Duration.ofMinutes(19));
        assertThat(insight.startDue()).isZero();
        clock.move(Duration.ofMinutes(1));
        assertThat(insight.startDue()).isEqualTo(1);
        awaitWatched(a);
        clock.move(Duration.ofMinutes(39));
        assertThat(insight.startDue()).isZero();
        clock.move(Duration.ofMinutes(1));
        assertThat(insight.startDue()).isEqualTo(1);
        awaitWatched(b);
        clock.move(HOUR.multipliedBy(2));
        assertThat(insight.startDue()).as("both are still running").isZero();
      }
    }
  }

  @Test
  void nodeThatIsNotChosen_isNotWatched() throws Exception {
    try (WatchableNode a = new WatchableNode();
        Insight insight = new Insight(fleet(a), clock, most -> 0)) {
      assertThat(insight.start(a.address(), JobKind.WATCH))
          .contains("insight.nodes does not name this node");
      assertThat(insight.startDue()).isZero();
      assertThat(watches(a)).isZero();
    }
  }

  /** Never two crawls: one job a node at a time, and a minute between dumps. */
  @Test
  void dumps_areAMinuteApart_andNeverBesideAnotherJob() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (DumpableNode a = new DumpableNode().dumps("END\r\n").waitsFor(latch);
        Insight insight = new Insight(fleet(a), clock, most -> 0)) {
      insight.apply(config(Duration.ZERO));
      assertThat(insight.start(a.address(), JobKind.DUMP)).isEmpty();
      a.await(() -> a.crawls() == 1);
      for (JobKind kind : JobKind.values()) {
        assertThat(insight.start(a.address(), kind)).contains("a dump of this node is running");
      }
      latch.countDown();
      awaitEnd(insight, a);
      clock.move(Duration.ofSeconds(59));
      assertThat(insight.start(a.address(), JobKind.DUMP))
          .contains("the node was dumped less than 60 s ago");
      assertThat(a.crawls()).isEqualTo(1);
      clock.move(Duration.ofSeconds(1));
      assertThat(insight.start(a.address(), JobKind.DUMP)).isEmpty();
      a.await(() -> a.crawls() == 2);
      awaitEnd(insight, a);
    }
  }

  private static void awaitEnd(Insight insight, FakeNode node) {
    while (insight.of(node.address()).orElseThrow().isRunning()) {
      Thread.onSpinWait();
    }
  }

  /** The end of the agent waits for a dump that is being read. */
  @Test
  void end_waitsForADump() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (DumpableNode a = new DumpableNode().dumps("END\r\n").waitsFor(latch)) {
      Insight insight = new Insight(fleet(a), clock, most -> 0);
      try (insight) {
        insight.apply(config(Duration.ZERO));
        assertThat(insight.start(a.address(), JobKind.DUMP)).isEmpty();
        a.await(() -> a.crawls() == 1);
        new Thread(latch::countDown).start();
      }
      a.await(() -> a.wholeDumps() == 1);
      assertThat(insight.of(a.address()).orElseThrow().dump().orElseThrow().verdict())
          .isEqualTo(Verdict.DONE);
    }
  }

  /** All agents of a sharded fleet know all nodes; one of them looks at each on schedule. */
  @Test
  void schedule_isThatOfTheNodesShard() throws Exception {
    try (DumpableNode a = new DumpableNode().dumps("END\r\n")) {
      for (int index = 0; index < 2; index++) {
        Shard shard = new Shard(index, 2);
        try (Insight insight = new Insight(fleet(shard, a), clock, most -> 0)) {
          insight.apply(dumpsEvery(HOUR));
          assertThat(insight.startDue()).isEqualTo(shard.owns(a.address()) ? 1 : 0);
          if (shard.owns(a.address())) {
            a.await(() -> a.crawls() == 1);
            awaitEnd(insight, a);
          }
        }
      }
      assertThat(a.crawls()).isEqualTo(1);
    }
  }

  @Test
  void keyspaceMetrics_areThoseOfTheLastDump_andOffByDefault() throws Exception {
    StringBuilder items = new StringBuilder();
    for (int prefix = 0; prefix < 30; prefix++) {
      items.append("key=p%d%%3A1 exp=-1 la=1795342660 fetch=no cls=1 size=90\n".formatted(prefix));
    }
    items.append("key=p0%3A2 exp=1795342700 la=1795342689 fetch=yes cls=1 size=90\nEND\r\n");
    try (DumpableNode a = new DumpableNode().dumps(items.toString());
        Insight insight = new Insight(fleet(a), clock, most -> 0)) {
      SelfMetrics self = new SelfMetrics(BuildInfo.current());
      insight.register(self);
      insight.apply(config(Duration.ZERO));
      assertThat(insight.start(a.address(), JobKind.DUMP)).isEmpty();
      a.await(() -> a.wholeDumps() == 1);
      awaitEnd(insight, a);
      assertThat(page(self))
          .anyMatch(line -> line.startsWith("memcached_insight_prefix_items{"))
          .noneMatch(InsightTest::isInKeyspace);

      DumpSettings counting = new DumpSettings(DumpSettings.DEFAULT.maxItems(), false, true);
      insight.apply(dumps(new DumpConfig(Duration.ZERO, counting)));
      assertThat(page(self)).noneMatch(InsightTest::isInKeyspace);
      clock.move(Duration.ofMinutes(1));
      assertThat(insight.start(a.address(), JobKind.DUMP)).isEmpty();
      a.await(() -> a.wholeDumps() == 2);
      awaitEnd(insight, a);
      String node = "instance=\"" + a.address() + "\",";
      assertThat(page(self))
          .contains(
              "memcached_keyspace_items{" + node + "prefix=\"p0\",} 2.0",
              "memcached_keyspace_items{" + node + "prefix=\"other\",} 20.0",
              "memcached_keyspace_items_without_ttl{" + node + "} 30.0",
              "memcached_keyspace_items_unfetched{" + node + "} 30.0",
              "memcached_keyspace_item_bytes_bucket{" + node + "le=\"64\",} 0.0",
              "memcached_keyspace_item_bytes_bucket{" + node + "le=\"128\",} 31.0",
              "memcached_keyspace_item_bytes_sum{" + node + "} 2790.0",
              "memcached_keyspace_ttl_seconds_bucket{" + node + "le=\"+Inf\",} 1.0",
              "memcached_keyspace_ttl_seconds_sum{" + node + "} 10.0",
              "memcached_keyspace_idle_seconds_bucket{" + node + "le=\"10\",} 1.0",
              "memcached_keyspace_idle_seconds_count{" + node + "} 31.0")
          .filteredOn(InsightTest::isInKeyspace)
          .hasSize(52) // as many as the configuration key says
          .anyMatch(line -> line.startsWith("memcached_keyspace_scan_duration_seconds{"));
    }
  }

  private static boolean isInKeyspace(String line) {
    return line.startsWith("memcached_keyspace_");
  }

  private static List<String> page(SelfMetrics self) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    self.write(SelfMetrics.contentType(null), Set.of(), page);
    return page.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void schedule_dumpsToo() throws Exception {
    try (DumpableNode a = new DumpableNode().dumps("END\r\n");
        Insight insight = new Insight(fleet(a), clock, most -> most)) {
      insight.apply(dumpsEvery(HOUR));
      assertThat(insight.startDue()).isZero();
      clock.move(HOUR);
      assertThat(insight.startDue()).isEqualTo(1);
      a.await(() -> a.crawls() == 1);
      awaitEnd(insight, a);
    }
  }
}

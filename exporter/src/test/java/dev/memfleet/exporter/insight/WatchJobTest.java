package dev.memfleet.exporter.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.WatchableNode;
import dev.memfleet.exporter.insight.hot.KeyText;
import dev.memfleet.exporter.insight.hot.Prefixes;
import dev.memfleet.exporter.node.NodeAddress;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule that protects a node, tested on a fake node that records the requests. */
@Timeout(60)
class WatchJobTest {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void window_endsByHalfClose_andReadsTheRest() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      node.onStats(
          (stats, times) -> {
            stats.put("cmd_get", 100.0 * times);
            stats.put("get_hits", 75.0 * times);
          });
      WatchResult watched = watch(node);
      assertThat(watched.reason()).isEmpty();
      assertThat(watched.verdict()).isEqualTo(Verdict.DONE);
      WatchReport report = watched.report().orElseThrow();
      assertThat(report.keys()).extracting(HotKey::name).containsExactly("last");
      assertThat(report.hitRatio()).isEqualTo(0.75);
      assertThat(report.gets()).isPositive();
      assertThat(node.halfClosed()).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  /** Nothing but these is ever sent: no command that changes anything, and no key. */
  @Test
  void window_sendsNothingButQuestions() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      watch(node);
      assertThat(Set.copyOf(node.requests()))
          .containsExactlyInAnyOrder("stats", "stats slabs", "version", "watch fetchers mutations");
      assertThat(watches(node)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.6.10", "1.4.31", "1.5.22"})
  void oldVersion_isUnsupported_andNotWatched(String version) throws Exception {
    try (WatchableNode node = new WatchableNode().version(version)) {
      assertRefused(node, Verdict.UNSUPPORTED, "memcached " + version + " (watching needs 1.6.11)");
      assertThat(node.requests()).containsExactly("stats");
    }
  }

  @Test
  void noMemcached_isUnsupported() throws Exception {
    try (WatchableNode node = new WatchableNode().version("unknown")) {
      assertRefused(node, Verdict.UNSUPPORTED, "version \"unknown\" is not one of memcached");
    }
    try (WatchableNode node = new WatchableNode().without("log_watchers")) {
      assertRefused(node, Verdict.UNSUPPORTED, "the node does not report log_watchers");
    }
  }

  @Test
  void otherWatcher_isLeftAlone() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("log_watchers", 1)) {
      assertRefused(node, Verdict.STOPPED, "the node has a watcher already");
    }
  }

  @Test
  void costAboveTheBudget_isNotBegun() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      node.onStats((stats, times) -> stats.put("cmd_get", 1e6 * times));
      assertRefused(node, Verdict.STOPPED, "watching would cost");
    }
  }

  @Test
  void busyNode_isNotWatched() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      node.onStats((stats, times) -> stats.put("rusage_user", 100.0 * times));
      assertRefused(node, Verdict.STOPPED, "the node's threads are ");
    }
  }

  /** Answers of memcached -W, of a server without the command, and of a proxy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CLIENT_ERROR watch commands not allowed",
        "ERROR",
        "SERVER_ERROR unknown command"
      })
  void refusal_isUnsupported_inTheNodesOwnWords(String words) throws Exception {
    try (WatchableNode node = new WatchableNode().toWatch(words)) {
      WatchResult watched = watch(node);
      assertThat(watched.verdict()).isEqualTo(Verdict.UNSUPPORTED);
      assertThat(watched.reason()).isEqualTo("the node refused watch: \"" + words + "\"");
      assertThat(watches(node)).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  @Test
  void deletions_areWatchedWhereTheyAreLogged() throws Exception {
    try (WatchableNode node = new WatchableNode().version("1.6.20")) {
      assertThat(watch(node).verdict()).isEqualTo(Verdict.DONE);
      assertThat(node.requests()).contains("watch fetchers mutations deletions");
    }
  }

  private static final WatchSettings WITH_EVICTIONS =
      new WatchSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 0.05);

  /** Two watchers, one after the other: never two at a time. */
  @Test
  void evictions_areWatchedAloneBeforeTheWindow() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("evictions", 1)) {
      List<Double> progress = new ArrayList<>();
      WatchResult watched = watch(node.address(), WITH_EVICTIONS, progress::add);
      assertThat(watched.reason()).isEmpty();
      assertThat(watched.verdict()).isEqualTo(Verdict.DONE);
      WatchReport report = watched.report().orElseThrow();
      assertThat(report.evictions()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
      assertThat(report.window()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
      assertThat(node.requests())
          .filteredOn(line -> line.startsWith("watch"))
          .containsExactly("watch evictions", "watch fetchers mutations evictions");
      assertThat(node.mostWatchers()).isEqualTo(1);
      assertThat(node.halfClosed()).isEqualTo(2);
      assertThat(progress).isSorted().contains(0.0, 0.5, 1.0);
      node.awaitOpen(0);
    }
  }

  @Test
  void nodeThatEvictsNothing_isWatchedForTheWindowOnly() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("evictions", 0)) {
      WatchResult watched = watch(node, WITH_EVICTIONS);
      assertThat(watched.verdict()).isEqualTo(Verdict.DONE);
      assertThat(watched.report().orElseThrow().evictions()).isZero();
      assertThat(node.requests()).doesNotContain("watch evictions");
      assertThat(node.requests()).contains("watch fetchers mutations");
    }
  }

  @Test
  void brokenRule_whileEvictionsAreWatched_endsTheJobBeforeTheWindow() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("evictions", 1)) {
      node.onStats((stats, times) -> stats.put("listen_disabled_num", times > 4 ? 1.0 : 0.0));
      WatchResult watched = watch(node, WITH_EVICTIONS);
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason()).isEqualTo("the node reached its connection limit");
      assertThat(watched.report()).isEmpty();
      assertThat(watches(node)).isEqualTo(1);
      assertThat(node.halfClosed()).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  /** Another tool that began to watch while the evictions were watched. */
  @Test
  void otherWatcher_afterTheEvictions_isLeftAlone() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("evictions", 1)) {
      node.onStats((stats, times) -> stats.put("log_watchers", times > 4 ? 1.0 : 0.0));
      WatchResult watched = watch(node, WITH_EVICTIONS);
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason()).isEqualTo("the node has a watcher already");
      assertThat(watches(node)).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  @Test
  void stop_whileEvictionsAreWatched_endsTheJob() throws Exception {
    try (WatchableNode node = new WatchableNode().stat("evictions", 1)) {
      WatchJob[] job = new WatchJob[1];
      job[0] =
          LOOP.get(
              () ->
                  Future.succeededFuture(
                      job(node.address(), WITH_EVICTIONS, done -> job[0].stop("enough"))));
      WatchResult watched = LOOP.get(() -> job[0].run());
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason()).isEqualTo("enough");
      assertThat(watches(node)).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  /** A window ends with the first look that sees a rule broken; there is one a second. */
  @Test
  void brokenRule_endsTheWindowAtTheNextLook() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      node.onStats((stats, times) -> stats.put("listen_disabled_num", times > 5 ? 1.0 : 0.0));
      watch(node, new WatchSettings(Duration.ZERO, Duration.ofMinutes(1), 0.05));
      assertThat(node.requests().stream().filter("stats"::equals)).hasSize(6);
      assertThat(WatchJob.SECOND).isEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void slowConnections_endTheWindow() throws Exception {
    try (WatchableNode node = new WatchableNode().onVersion(times -> slowIf(times > 5))) {
      WatchResult watched =
          watch(node, new WatchSettings(Duration.ZERO, Duration.ofMinutes(1), 0.05));
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason())
          .isEqualTo("new connections take more than 5 times as long as before");
      assertThat(node.requests().stream().filter("version"::equals)).hasSize(8);
      assertThat(node.halfClosed()).isEqualTo(1);
    }
  }

  @Test
  void slowConnection_mayBeChance() throws Exception {
    try (WatchableNode node = new WatchableNode().onVersion(times -> slowIf(times == 6))) {
      assertThat(watch(node).verdict()).isEqualTo(Verdict.DONE);
    }
  }

  /** Longer than a new connection may take. */
  private static void slowIf(boolean slow) {
    if (slow) {
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    }
  }

  @Test
  void connectionLimit_endsTheWindow() throws Exception {
    assertStops("listen_disabled_num", 1, "the node reached its connection limit");
  }

  @Test
  void lostLines_endTheWindow() throws Exception {
    assertStops("log_worker_dropped", 1000, "100.0 % of the lines are lost");
  }

  @Test
  void busyNode_endsTheWindow() throws Exception {
    assertStops("rusage_system", 100, "the node's threads are ");
  }

  @Test
  void costAboveTheBudget_endsTheWindow() throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      String line = "ts=1.1 gid=1 type=item_get key=a status=found clsid=1 cfd=9 size=1\n";
      node.onStats(
          (stats, times) -> {
            if (times > 3) {
              log(node, line.repeat(2_000));
            }
          });
      WatchResult watched =
          watch(node, new WatchSettings(Duration.ZERO, Duration.ofMinutes(1), 0.001));
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason()).startsWith("watching costs").endsWith("(at most 0.1 %)");
      assertThat(watched.report().orElseThrow().keys().get(0).share()).isGreaterThan(0.99);
      assertThat(node.halfClosed()).isEqualTo(1);
    }
  }

  private static void log(WatchableNode node, String text) {
    try {
      node.log(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nodeThatCannotBeReached_fails() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      WatchResult watched =
          watch(node.address(), new WatchSettings(Duration.ZERO, Duration.ofSeconds(1), 0.05));
      assertThat(watched.verdict()).isEqualTo(Verdict.FAILED);
      assertThat(watched.reason()).startsWith("refused: ");
    }
  }

  @Test
  void nodeThatGoesAway_endsTheWindow_andWhatWasSeenIsKept() throws Exception {
    WatchableNode node = new WatchableNode();
    try (node) {
      node.onStats(
          (stats, times) -> {
            if (times == 5) {
              new Thread(node::closeConnections).start();
            }
          });
      WatchResult watched =
          watch(node, new WatchSettings(Duration.ZERO, Duration.ofMinutes(1), 0.05));
      assertThat(watched.verdict()).isNotEqualTo(Verdict.DONE);
      assertThat(watched.reason()).isNotEmpty();
    }
  }

  private static void assertStops(String stat, double by, String reason) throws Exception {
    try (WatchableNode node = new WatchableNode()) {
      node.onStats((stats, times) -> stats.put(stat, times > 4 ? by : 0));
      WatchResult watched =
          watch(node, new WatchSettings(Duration.ZERO, Duration.ofMinutes(1), 0.05));
      assertThat(watched.verdict()).isEqualTo(Verdict.STOPPED);
      assertThat(watched.reason()).startsWith(reason);
      assertThat(watched.report()).isPresent();
      assertThat(node.halfClosed()).isEqualTo(1);
      node.awaitOpen(0);
    }
  }

  private static void assertRefused(WatchableNode node, Verdict verdict, String reason)
      throws Exception {
    WatchResult watched = watch(node);
    assertThat(watched.verdict()).isEqualTo(verdict);
    assertThat(watched.reason()).startsWith(reason);
    assertThat(watched.report()).isEmpty();
    assertThat(watches(node)).isZero();
    node.awaitOpen(0);
  }

  private static long watches(FakeNode node) {
    return node.requests().stream().filter(line -> line.startsWith("watch")).count();
  }

  private static WatchResult watch(FakeNode node) throws Exception {
    return watch(node, new WatchSettings(Duration.ZERO, Duration.ofSeconds(1), 0.05));
  }

  private static WatchResult watch(FakeNode node, WatchSettings settings) throws Exception {
    return watch(node.address(), settings);
  }

  private static WatchResult watch(NodeAddress node, WatchSettings settings) throws Exception {
    return watch(node, settings, done -> {});
  }

  private static WatchResult watch(
      NodeAddress node, WatchSettings settings, Consumer<Double> progress) throws Exception {
    return LOOP.get(() -> job(node, settings, progress).run());
  }

  private static WatchJob job(NodeAddress node, WatchSettings settings, Consumer<Double> progress) {
    return new WatchJob(
        LOOP.vertx(),
        new Connector(LOOP.vertx()).to(node),
        settings,
        Prefixes.byDefault(),
        KeyText.PLAIN,
        Clock.systemUTC(),
        TICK,
        progress);
  }
}

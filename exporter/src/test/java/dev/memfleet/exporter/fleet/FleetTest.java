package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.BuildInfo;
import dev.memfleet.exporter.self.InternalErrors;
import dev.memfleet.exporter.self.SelfMetrics;
import dev.memfleet.exporter.self.SelfValues;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FleetTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void start_endsWhenEveryNodeWasPolledOnce_whateverCameOfIt() throws Exception {
    try (ScriptedNode good = new ScriptedNode(Script.minimal());
        RefusingNode refusing = new RefusingNode();
        SilentNode silent = new SilentNode()) {
      Fleet fleet = fleet(config(NEVER, SHORT), "instance");
      assertThat(fleet.statuses()).isEmpty();
      EventLoop.get(
          fleet.watch(
              List.of(
                  new Target(good.address(), Map.of("pool", "a")),
                  new Target(refusing.address(), Map.of()),
                  new Target(silent.address(), Map.of("zone", "b")))));
      assertThat(fleet.size()).isEqualTo(3);
      assertThat(fleet.labelNames()).containsExactly("instance", "pool", "zone");
      assertThat(fleet.statuses())
          .extracting(status -> status.last().failure())
          .endsWith(FailureReason.REFUSED, FailureReason.TIMEOUT);
      NodeStatus first = fleet.statuses().get(0);
      assertThat(first.labelNames()).containsExactly("instance", "pool");
      assertThat(first.labelValues()).containsExactly(good.address().toString(), "a");
      assertThat(fleet.statuses()).allMatch(status -> status.polls() == 1);
      EventLoop.get(fleet.stop());
      silent.awaitOpen(0);
      good.awaitOpen(0);
    }
  }

  @Test
  void interval_pollsAgainAndAgain_whileAnotherNodeIsSilent() throws Exception {
    try (ScriptedNode good = new ScriptedNode(Script.minimal());
        SilentNode silent = new SilentNode()) {
      Fleet fleet = fleet(config(Duration.ofMillis(5), LONG), null);
      Future<Void> ready = fleet.watch(targets(good, silent));
      good.await(() -> good.requests().stream().filter("stats"::equals).count() >= 5);
      assertThat(ready.isComplete()).isFalse();
      assertThat(good.open()).isEqualTo(1);
      NodeStatus status = fleet.statuses().get(0);
      assertThat(status.last().up()).isTrue();
      assertThat(status.labelNames()).isEmpty();
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void intervalZero_pollsOnceAtTheStart_thenWhenAsked() throws Exception {
    try (ScriptedNode good = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(Duration.ZERO, LONG), null);
      EventLoop.get(fleet.watch(targets(good)));
      assertThat(fleet.statuses().get(0).polls()).isEqualTo(1);
      List<NodeStatus> polled = EventLoop.get(fleet.pollAll(LONG));
      assertThat(polled).hasSize(1);
      assertThat(polled.get(0).polls()).isEqualTo(2);
      assertThat(EventLoop.get(fleet.poll(good.address(), LONG)).polls()).isEqualTo(3);
      assertThat(good.accepted()).isEqualTo(1);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void watch_again_addsAndRemovesAndLeavesTheRestAlone() throws Exception {
    try (ScriptedNode stays = new ScriptedNode(Script.minimal());
        ScriptedNode leaves = new ScriptedNode(Script.minimal());
        ScriptedNode comes = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(NEVER, LONG), "instance");
      EventLoop.get(fleet.watch(targets(stays, leaves)));
      NodeStatus before = fleet.statuses().get(0);

      EventLoop.get(fleet.watch(targets(comes, stays)));

      leaves.awaitOpen(0);
      assertThat(fleet.size()).isEqualTo(2);
      assertThat(fleet.statuses())
          .extracting(status -> status.labelValues().get(0))
          .containsExactly(comes.address().toString(), stays.address().toString());
      assertThat(fleet.statuses().get(1)).isEqualTo(before);
      assertThat(stays.accepted()).isEqualTo(1);
      assertThat(stays.requests()).hasSize(4);
      EventLoop.get(fleet.stop());
      comes.awaitOpen(0);
    }
  }

  @Test
  void watch_otherLabels_areThoseOfTheLastPollToo() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(NEVER, LONG), "instance");
      EventLoop.get(fleet.watch(List.of(new Target(node.address(), Map.of("pool", "a")))));
      NodeStatus before = fleet.statuses().get(0);

      EventLoop.get(fleet.watch(List.of(new Target(node.address(), Map.of("zone", "z")))));

      NodeStatus after = fleet.statuses().get(0);
      assertThat(after.labelNames()).containsExactly("instance", "zone");
      assertThat(after.labelValues()).containsExactly(node.address().toString(), "z");
      assertThat(after.last()).isSameAs(before.last());
      assertThat(fleet.labelNames()).containsExactly("instance", "zone");
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void watch_nodeThatLeavesDuringItsPoll_isClosedAtItsEnd_andWaitsForNoTurn() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode slow = new ScriptedNode(Script.minimal().after(answer))) {
      Fleet fleet = fleet(config(Duration.ofMillis(1), LONG), null);
      Future<Void> polled = fleet.watch(targets(slow));
      slow.await(() -> !slow.requests().isEmpty());

      EventLoop.get(fleet.watch(List.of()));
      EventLoop.get(polled);
      assertThat(slow.open()).isEqualTo(1);
      answer.countDown();

      slow.awaitOpen(0);
      EventLoop.get(fleet.watch(List.of()));
      assertThat(slow.accepted()).isEqualTo(1);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void watch_nodeThatLeavesBeforeItsTurn_isNeverPolled() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode slow = new ScriptedNode(Script.minimal().after(answer));
        ScriptedNode waits = new ScriptedNode(Script.minimal())) {
      PollConfig oneAtATime = new PollConfig(NEVER, LONG, 1, false, Duration.ZERO);
      Fleet fleet = fleet(oneAtATime, null);
      fleet.watch(targets(slow));
      slow.await(() -> !slow.requests().isEmpty());
      fleet.watch(targets(slow, waits));
      Future<Void> polled = fleet.watch(targets(slow));
      answer.countDown();
      EventLoop.get(polled);
      EventLoop.get(fleet.poll(slow.address(), LONG));
      assertThat(waits.accepted()).isZero();
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void follow_anotherInterval_pollsByItWithTheConnectionsThatAreOpen() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(NEVER, LONG), "instance");
      EventLoop.get(fleet.watch(targets(node)));

      EventLoop.get(fleet.apply(rules(config(Duration.ofMillis(5), LONG), "node")));

      node.await(() -> node.requests().size() >= 12);
      assertThat(fleet.labelNames()).containsExactly("node");
      assertThat(fleet.statuses().get(0).labelNames()).containsExactly("node");
      EventLoop.get(fleet.apply(rules(config(Duration.ZERO, LONG), null)));
      assertThat(fleet.rules().config().onDemand()).isTrue();
      long polls = EventLoop.get(fleet.poll(node.address(), LONG)).polls();
      EventLoop.get(fleet.apply(rules(config(Duration.ofMillis(5), LONG), null)));
      node.await(() -> node.requests().size() >= 4 * (polls + 3));
      assertThat(node.accepted()).isEqualTo(1);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void follow_reconnect_closesAfterTheNextPoll() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(NEVER, LONG), null);
      EventLoop.get(fleet.watch(targets(node)));
      EventLoop.get(fleet.apply(rules(new PollConfig(NEVER, LONG, 8, true, NEVER), null)));
      assertThat(node.open()).isEqualTo(1);
      EventLoop.get(fleet.poll(node.address(), LONG));
      node.awaitOpen(0);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void follow_sameInterval_leavesTheTurnsAlone() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(Duration.ofMillis(50), LONG), null);
      EventLoop.get(fleet.watch(targets(node)));
      long start = System.nanoTime();
      int before = node.requests().size();
      while (node.requests().size() < before + 4 * 4) {
        EventLoop.get(fleet.apply(rules(config(Duration.ofMillis(50), SHORT), "instance")));
        EventLoop.get(fleet.watch(targets(node)));
      }
      // Four turns, jitter included, take at least two and a half intervals.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void poll_unknownNode_isRememberedWithoutLabels() throws Exception {
    try (ScriptedNode stranger = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(NEVER, LONG), "instance");
      EventLoop.get(fleet.watch(List.of()));
      assertThat(EventLoop.get(fleet.poll(stranger.address(), LONG)).polls()).isEqualTo(1);
      NodeStatus again = EventLoop.get(fleet.poll(stranger.address(), LONG));
      assertThat(again.polls()).isEqualTo(2);
      assertThat(again.labelNames()).isEmpty();
      assertThat(stranger.accepted()).isEqualTo(1);
      assertThat(fleet.size()).isZero();
      assertThat(fleet.statuses()).isEmpty();
      EventLoop.get(fleet.stop());
      stranger.awaitOpen(0);
    }
  }

  @Test
  void poll_whileOneIsUnderWay_joinsIt() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode slow = new ScriptedNode(Script.minimal().after(answer))) {
      Fleet fleet = fleet(config(NEVER, LONG), null);
      Future<NodeStatus> first = fleet.poll(slow.address(), LONG);
      Future<NodeStatus> second = fleet.poll(slow.address(), LONG);
      NodeStatus impatient = EventLoop.get(fleet.poll(slow.address(), SHORT));
      assertThat(impatient.last().failure()).isEqualTo(FailureReason.TIMEOUT);
      answer.countDown();
      assertThat(EventLoop.get(first)).isEqualTo(EventLoop.get(second));
      assertThat(EventLoop.get(second).last().up()).isTrue();
      assertThat(EventLoop.get(second).failures()).isEmpty();
      assertThat(slow.requests()).hasSize(4);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void poll_cutShortByItsAsker_goesOn_andIsNoFailureOfTheNode() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode slow = new ScriptedNode(Script.minimal().after(answer))) {
      Fleet fleet = fleet(config(NEVER, LONG), null);
      NodeStatus impatient = EventLoop.get(fleet.poll(slow.address(), SHORT));
      assertThat(impatient.last().failure()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(impatient.failures()).isEmpty();
      answer.countDown();
      NodeStatus patient = EventLoop.get(fleet.poll(slow.address(), LONG));
      assertThat(patient.last().up()).isTrue();
      assertThat(patient.failures()).isEmpty();
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void poll_failures_areCountedByReason_andLoggedOnceAChange() throws Exception {
    try (LogLines log = LogLines.of(Node.class);
        ScriptedNode node = new ScriptedNode(Script.close())) {
      Fleet fleet = fleet(config(NEVER, LONG), null);
      EventLoop.get(fleet.watch(targets(node)));
      for (String script : List.of("close", "noise", "fine", "fine", "close")) {
        node.apply(
            switch (script) {
              case "close" -> Script.close();
              case "noise" -> Script.sendAndClose("who is there?\r\n");
              default -> Script.minimal();
            });
        EventLoop.get(fleet.poll(node.address(), LONG));
      }
      NodeStatus last = EventLoop.get(fleet.poll(node.address(), LONG));
      assertThat(last.polls()).isEqualTo(7);
      assertThat(last.failures())
          .containsOnly(Map.entry(FailureReason.RESET, 4L), Map.entry(FailureReason.PROTOCOL, 1L));
      assertThat(last.last().reading()).isNull();
      assertThat(log.lines()).hasSize(3);
      assertThat(log.lines().get(0))
          .startsWith("WARNING node down address=" + node.address() + " reason=reset err=");
      assertThat(log.lines().get(1)).isEqualTo("INFO node up address=" + node.address());
      assertThat(log.lines().get(2)).startsWith("WARNING node down address=");
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void pollsOnDemand_thatFail_areLoggedOnceByReason() throws Exception {
    try (LogLines changes = LogLines.of(Node.class);
        LogLines log = LogLines.of(FailedTargets.class);
        ScriptedNode first = new ScriptedNode(Script.close());
        ScriptedNode second = new ScriptedNode(Script.close())) {
      Fleet fleet = fleet(config(NEVER, LONG), null);
      EventLoop.get(fleet.poll(first.address(), LONG));
      EventLoop.get(fleet.poll(second.address(), LONG));
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING scrape failed target=" + first.address() + " reason=reset err=");
      assertThat(changes.lines()).isEmpty();
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void poll_probesNewConnections_whenDue() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(new PollConfig(NEVER, LONG, 8, false, NEVER), null);
      NodeStatus first = EventLoop.get(fleet.poll(node.address(), LONG));
      NodeStatus second = EventLoop.get(fleet.poll(node.address(), LONG));
      assertThat(first.probe()).isNotNull().isEqualTo(second.probe());
      assertThat(node.requests()).filteredOn("version"::equals).hasSize(1);
      assertThat(node.accepted()).isEqualTo(2);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void poll_reconnectMode_isItsOwnProbe() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(new PollConfig(NEVER, LONG, 8, true, NEVER), null);
      NodeStatus status = EventLoop.get(fleet.poll(node.address(), LONG));
      assertThat(status.probe())
          .isNotNull()
          .satisfies(probe -> assertThat(probe.success()).isTrue());
      assertThat(node.requests()).doesNotContain("version");
      node.awaitOpen(0);
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void mistakeOfTheAgent_isCounted_andTheNextTurnComes() throws Exception {
    InternalErrors errors = new InternalErrors();
    AtomicInteger polls = new AtomicInteger();
    Clock faulty =
        new Clock() {
          @Override
          public Instant instant() {
            if (polls.incrementAndGet() <= 2) {
              throw new IllegalStateException("injected");
            }
            return Instant.now();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    try (LogLines log = LogLines.of(InternalErrors.class);
        ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet =
          new Fleet(
              LOOP.vertx(),
              new PollRules(
                  new Scraper(Catalog.ALL, EnumSet.of(Section.STATS), faulty),
                  config(Duration.ofMillis(5), LONG),
                  null,
                  Admission.open(Profile.PLAIN)),
              Shard.UNSHARDED,
              8,
              () -> Duration.ZERO,
              errors);
      EventLoop.get(fleet.watch(targets(node)));
      node.await(() -> !fleet.statuses().isEmpty());
      assertThat(fleet.statuses().get(0).last().up()).isTrue();
      SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
      errors.register(self);
      assertThat(SelfValues.of(self, "memcached_exporter_internal_errors_total", "poller"))
          .isEqualTo(2);
      assertThat(log.lines()).containsExactly("SEVERE internal error where=poller");
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void pollingThatStandsStill_isAProblem_andItsResultsAreNotShown() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(Duration.ofMinutes(1), SHORT), null);
      EventLoop.get(fleet.watch(targets(node)));
      long now = System.nanoTime();
      long fine = now + Duration.ofSeconds(178).toNanos();
      assertThat(fleet.problem(fine)).isEmpty();
      assertThat(fleet.statuses(fine).get(0).last().up()).isTrue();
      long late = now + Duration.ofSeconds(305).toNanos();
      assertThat(fleet.problem(late).orElseThrow())
          .contains("no poll has ended for 30", "(expected one within 180 s)");
      NodeStatus shown = fleet.statuses(late).get(0);
      assertThat(shown.last().up()).isFalse();
      assertThat(shown.last().asked()).isFalse();
      assertThat(shown.last().at()).isEqualTo(fleet.statuses().get(0).last().at());
      EventLoop.get(fleet.stop());
      assertThat(fleet.problem(late)).isEmpty();
    }
  }

  @Test
  void moreNodesThanConnections_areAllPolled() throws Exception {
    try (ScriptedNode one = new ScriptedNode(Script.minimal());
        ScriptedNode two = new ScriptedNode(Script.minimal());
        ScriptedNode three = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(config(Duration.ofMillis(5), LONG), null, 2);
      EventLoop.get(fleet.watch(targets(one, two, three)));
      three.await(() -> fleet.statuses().stream().allMatch(status -> status.polls() >= 5));
      assertThat(fleet.statuses()).allMatch(status -> status.last().up());
      assertThat(fleet.statuses()).allMatch(status -> status.failures().isEmpty());
      EventLoop.get(fleet.stop());
    }
  }

  @Test
  void noConnectionLeft_isTheAgentsFault_andChangesNothingOfTheNode() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (LogLines log = LogLines.of(Shortage.class);
        ScriptedNode node = new ScriptedNode(Script.minimal());
        ScriptedNode slow = new ScriptedNode(Script.minimal().after(answer))) {
      Fleet fleet = fleet(config(NEVER, LONG), null, 1);
      EventLoop.get(fleet.watch(targets(node)));
      Future<NodeStatus> busy = fleet.poll(slow.address(), LONG);
      slow.await(() -> !slow.requests().isEmpty());
      NodeStatus asked = EventLoop.get(fleet.poll(node.address(), LONG));
      assertThat(asked.last().failure()).isEqualTo(FailureReason.RESOURCES);
      assertThat(asked.last().message()).isEqualTo("all 1 connections to nodes are in use");
      NodeStatus shown = fleet.statuses().get(0);
      assertThat(shown.last().up()).isTrue();
      assertThat(shown.failures()).containsOnly(Map.entry(FailureReason.RESOURCES, 1L));
      assertThat(log.lines()).hasSize(1);
      answer.countDown();
      assertThat(EventLoop.get(busy).last().up()).isTrue();
      assertThat(EventLoop.get(fleet.poll(node.address(), LONG)).last().up()).isTrue();
      EventLoop.get(fleet.stop());
    }
  }

  private static Fleet fleet(PollConfig config, @Nullable String instanceLabel, int connections) {
    return fleet(config, instanceLabel, connections, () -> Duration.ZERO);
  }

  private static Fleet fleet(
      PollConfig config,
      @Nullable String instanceLabel,
      int connections,
      Supplier<Duration> behind) {
    return new Fleet(
        LOOP.vertx(),
        rules(config, instanceLabel),
        Shard.UNSHARDED,
        connections,
        behind,
        new InternalErrors());
  }

  private static Fleet fleet(PollConfig config, @Nullable String instanceLabel) {
    return new Fleet(LOOP.vertx(), rules(config, instanceLabel));
  }

  private static PollRules rules(PollConfig config, @Nullable String instanceLabel) {
    Scraper scraper = new Scraper(Catalog.ALL, Section.USUAL, Clock.systemUTC());
    return new PollRules(scraper, config, instanceLabel, Admission.open(Profile.PLAIN));
  }

  private static PollConfig config(Duration interval, Duration timeout) {
    return new PollConfig(interval, timeout, 8, false, Duration.ZERO);
  }

  private static List<Target> targets(FakeNode... nodes) {
    return Arrays.stream(nodes).map(node -> new Target(node.address(), Map.of())).toList();
  }
}

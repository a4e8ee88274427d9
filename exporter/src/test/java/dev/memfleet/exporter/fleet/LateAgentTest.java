package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Shard;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import dev.memfleet.exporter.self.EventLoops;
import dev.memfleet.exporter.self.InternalErrors;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls by an agent that gets too little of the processor itself. */
@Timeout(60)
class LateAgentTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final EventLoop loop = new EventLoop();
  private final AtomicLong behindMillis = new AtomicLong();
  private @Nullable Fleet fleet;

  @AfterEach
  void close() throws Exception {
    if (fleet != null) {
      EventLoop.get(fleet.stop());
    }
    loop.close();
  }

  @Test
  void answerThatTheAgentWasTooLateFor_isAskedForAgain_andTheNodeIsUp() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    try (ScriptedNode node =
        new ScriptedNode(
            unanswered(
                () -> polls.incrementAndGet() == 1,
                () -> behindMillis.addAndGet(TIMEOUT.toMillis() / 2)))) {
      NodeStatus status = watched(node, TIMEOUT, Duration.ZERO);
      assertThat(status.last().up()).isTrue();
      assertThat(status.polls()).isEqualTo(1);
      assertThat(status.failures()).isEmpty();
      assertThat(node.polls()).isEqualTo(2);
    }
  }

  @Test
  void answersButTheFirstThatTheAgentWasTooLateFor_areAskedForAgain() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    Script late =
        (request, client) -> {
          if (request.equals("stats")) {
            polls.incrementAndGet();
          }
          if (request.equals("stats") || polls.get() > 1) {
            Script.minimal().answer(request, client);
          } else {
            behindMillis.addAndGet(TIMEOUT.toMillis() / 4);
          }
        };
    try (ScriptedNode node = new ScriptedNode(late)) {
      NodeStatus status = watched(node, TIMEOUT, Duration.ZERO);
      assertThat(status.last().success(Section.SLABS)).isTrue();
      assertThat(node.polls()).isEqualTo(2);
    }
  }

  @Test
  void loopThatIsHeldUp_isNoTimeoutOfTheNode() throws Exception {
    EventLoops loops = new EventLoops(loop.vertx(), 1);
    AtomicInteger polls = new AtomicInteger();
    try (ScriptedNode node =
        new ScriptedNode(unanswered(() -> polls.incrementAndGet() == 1, this::holdUp))) {
      NodeStatus status = watched(node, TIMEOUT, Duration.ZERO, loops::delay);
      assertThat(status.last().up()).isTrue();
      assertThat(status.failures()).isEmpty();
    }
  }

  private void holdUp() {
    loop.start(
        () -> {
          LockSupport.parkNanos(TIMEOUT.multipliedBy(2).toNanos());
          return Future.succeededFuture();
        });
  }

  @Test
  void agentThatStaysLate_saysNothingOfTheNode() throws Exception {
    try (ScriptedNode node =
        new ScriptedNode(
            unanswered(() -> true, () -> behindMillis.addAndGet(SHORT.toMillis() * 100)))) {
      NodeStatus status = watched(node, SHORT, Duration.ZERO);
      assertThat(status.last().asked()).isFalse();
      assertThat(status.last().message()).contains("the agent itself was", "the timeout is 200 ms");
      assertThat(status.failures()).containsOnlyKeys(FailureReason.RESOURCES);
      assertThat(node.polls()).isEqualTo(3);
    }
  }

  @Test
  void silentNode_isDown_onceItHadMostOfItsTime() throws Exception {
    try (ScriptedNode node =
        new ScriptedNode(
            unanswered(() -> true, () -> behindMillis.addAndGet(SHORT.toMillis() / 2)))) {
      NodeStatus status = watched(node, SHORT, Duration.ZERO);
      assertThat(status.last().failure()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @Test
  void silentNode_isDownAtOnce_whereTheAgentWasInTime() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.silence())) {
      NodeStatus status = watched(node, SHORT, Duration.ZERO);
      assertThat(status.last().failure()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(node.polls()).isEqualTo(1);
    }
  }

  @Test
  void askerWithoutPatience_learnsNothing_whileTheAgentIsLate() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode node =
        new ScriptedNode(
            (request, client) -> {
              answer.await();
              Script.minimal().answer(request, client);
            })) {
      Fleet started = start(LONG, Duration.ZERO, () -> furtherBehind(SHORT));
      NodeStatus status = EventLoop.get(started.poll(node.address(), SHORT));
      assertThat(status.last().failure()).isEqualTo(FailureReason.RESOURCES);
      answer.countDown();
    }
  }

  @Test
  void connectionOfAPoll_countsAsAConnect_whereTheProbeFailed() throws Exception {
    try (ScriptedNode node = new ScriptedNode(unanswered(request -> request.equals("version")))) {
      NodeStatus status = watched(node, TIMEOUT, NEVER);
      assertThat(status.last().up()).isTrue();
      assertThat(status.probe())
          .isNotNull()
          .satisfies(probe -> assertThat(probe.success()).isTrue());
    }
  }

  @Test
  void probeThatTheAgentWasTooLateFor_saysNothing_andComesAgainWithTheNextPoll() throws Exception {
    AtomicInteger probes = new AtomicInteger();
    Script late =
        (request, client) -> {
          if (request.equals("version")) {
            probes.incrementAndGet();
          } else {
            Script.minimal().answer(request, client);
          }
        };
    try (ScriptedNode node = new ScriptedNode(late)) {
      Fleet started = start(TIMEOUT, NEVER, () -> furtherBehind(TIMEOUT));
      EventLoop.get(started.poll(node.address(), LONG));
      EventLoop.get(started.poll(node.address(), LONG));
      assertThat(probes).hasValue(2);
    }
  }

  /** Answers stats but for those polls, at which something happens instead of an answer. */
  private static Script unanswered(Supplier<Boolean> which, Runnable then) {
    return Script.minimal()
        .but(
            Section.STATS,
            (request, client) -> {
              if (which.get()) {
                then.run();
              } else {
                Script.minimal().answer(request, client);
              }
            });
  }

  private static Script unanswered(Predicate<String> which) {
    return (request, client) -> {
      if (!which.test(request)) {
        Script.minimal().answer(request, client);
      }
    };
  }

  private Duration behind() {
    return Duration.ofMillis(behindMillis.get());
  }

  /** More each time, however soon the node is asked. */
  private Duration furtherBehind(Duration more) {
    return Duration.ofMillis(behindMillis.addAndGet(more.toMillis()));
  }

  private NodeStatus watched(ScriptedNode node, Duration timeout, Duration probes)
      throws Exception {
    return watched(node, timeout, probes, this::behind);
  }

  private NodeStatus watched(
      ScriptedNode node, Duration timeout, Duration probes, Supplier<Duration> behind)
      throws Exception {
    Fleet started = start(timeout, probes, behind);
    EventLoop.get(started.watch(List.of(new Target(node.address(), Map.of()))));
    return started.statuses().get(0);
  }

  private Fleet start(Duration timeout, Duration probes, Supplier<Duration> behind) {
    Fleet started =
        new Fleet(
            loop.vertx(),
            new PollRules(
                new Scraper(Catalog.ALL, Section.USUAL, Clock.systemUTC()),
                new PollConfig(NEVER, timeout, 8, false, probes),
                null,
                Admission.open(Profile.PLAIN)),
            Shard.UNSHARDED,
            8,
            behind,
            new InternalErrors());
    fleet = started;
    return started;
  }
}

package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatsConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void ask_whileOthersWait_answersEachInOrder() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedNode node = new ScriptedNode(Script.minimal().after(go))) {
      StatsConnection connection = open(node);
      List<String> order = new ArrayList<>();
      Future<List<StatsReply>> first = ask(connection, "first", order, Section.STATS);
      Future<List<StatsReply>> second =
          ask(connection, "second", order, Section.SETTINGS, Section.SLABS);
      go.countDown();
      assertThat(EventLoop.get(second).get(1).get("active_slabs")).isEqualTo("1");
      assertThat(EventLoop.get(first).get(0).get("uptime")).isEqualTo("7");
      assertThat(LOOP.call(() -> List.copyOf(order))).containsExactly("first", "second");
    }
  }

  @Test
  void close_failsAllThatWait_inOrder() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.silence())) {
      StatsConnection connection = open(node);
      List<String> order = new ArrayList<>();
      List<Future<List<StatsReply>>> asked = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        asked.add(ask(connection, name, order, Section.STATS));
      }
      LOOP.call(
          () -> {
            connection.close();
            return true;
          });
      assertThat(asked).allMatch(Future::failed);
      assertThat(LOOP.call(() -> List.copyOf(order))).containsExactly("a", "b", "c");
      assertThat(lost(asked.get(2)).answerBegun()).isFalse();
      node.awaitOpen(0);
      assertThat(LOOP.call(connection::isOpen)).isFalse();
    }
  }

  @Test
  void ask_closed_failsAtOnce() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      StatsConnection connection = open(node);
      LOOP.call(
          () -> {
            connection.close();
            connection.close();
            return true;
          });
      Future<List<StatsReply>> late = ask(connection, "late", new ArrayList<>(), Section.STATS);
      LOOP.call(() -> true);
      assertThat(lost(late).reason()).isEqualTo(FailureReason.RESET);
    }
  }

  @Test
  void answerBegun_afterAnEarlierAnswer_isOfTheWaitingCommandsOnly() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      StatsConnection connection = open(node);
      EventLoop.get(ask(connection, "first", new ArrayList<>(), Section.STATS));
      node.apply(Script.close());
      Future<List<StatsReply>> second = ask(connection, "second", new ArrayList<>(), Section.STATS);
      node.awaitOpen(0);
      while (!second.isComplete()) {
        LOOP.call(() -> true);
      }
      assertThat(lost(second).answerBegun()).isFalse();
    }
  }

  private static StatsConnection open(ScriptedNode node) throws Exception {
    Connector connector = new Connector(LOOP.vertx());
    return LOOP.get(
        () ->
            connector
                .to(node.address())
                .connect(Deadline.in(LONG))
                .map(link -> new StatsConnection(link, new AnswerMemory())));
  }

  private static Future<List<StatsReply>> ask(
      StatsConnection connection, String name, List<String> order, Section... sections) {
    return LOOP.start(
        () ->
            connection
                .ask(List.of(sections), Deadline.in(LONG))
                .onComplete(ignored -> order.add(name)));
  }

  private static LostConnectionException lost(Future<?> future) {
    return (LostConnectionException) Objects.requireNonNull(future.cause());
  }
}

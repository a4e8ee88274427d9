package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.NodeAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ConnectProbeTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  static Stream<Arguments> nodes() {
    return Stream.of(
        Arguments.of("healthy", Script.minimal(), true, LONG),
        Arguments.of("wants credentials", says("CLIENT_ERROR unauthenticated\r\n"), true, LONG),
        Arguments.of(
            "full", Script.sendAndClose("ERROR Too many open connections\r\n"), false, LONG),
        Arguments.of(
            "full, in pieces", says("ERROR Too ", "many open connections\r\n"), false, LONG),
        Arguments.of("in pieces", says("VER", "SION 1.6.18\r", "\n"), true, LONG),
        Arguments.of("endless line", says("x".repeat(5000)), false, LONG),
        Arguments.of("closes", Script.close(), false, LONG),
        Arguments.of("resets", Script.reset(), false, LONG),
        Arguments.of("silent", Script.silence(), false, SHORT));
  }

  private static Script says(String... pieces) {
    return (request, client) -> {
      for (String piece : pieces) {
        client.send(piece);
      }
    };
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nodes")
  void probe_showsWhetherTheNodeAcceptsAndAnswers(
      String name, Script script, boolean success, Duration timeout) throws Exception {
    try (ScriptedNode node = new ScriptedNode(script)) {
      ProbeResult result = probe(node.address(), timeout);
      assertThat(result.success()).isEqualTo(success);
      assertThat(result.connect()).isPositive();
      assertThat(result.roundTrip().isZero()).isNotEqualTo(success);
      assertThat(node.requests()).containsExactly("version");
      node.await(() -> node.accepted() == 1 && node.open() == 0);
    }
  }

  @Test
  void probe_nothingListens_failsWithTheTimeItTook() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      ProbeResult result = probe(node.address(), LONG);
      assertThat(result.success()).isFalse();
      assertThat(result.connect()).isPositive();
      assertThat(result.roundTrip()).isZero();
    }
  }

  @Test
  void probe_answerAfterTheDeadline_isClosed() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    try (ScriptedNode node = new ScriptedNode(Script.minimal().after(late))) {
      assertThat(probe(node.address(), SHORT).success()).isFalse();
      late.countDown();
      node.awaitOpen(0);
    }
  }

  private static ProbeResult probe(NodeAddress address, Duration timeout) throws Exception {
    Connector connector = new Connector(LOOP.vertx());
    return LOOP.get(() -> ConnectProbe.probe(connector.to(address), timeout));
  }
}

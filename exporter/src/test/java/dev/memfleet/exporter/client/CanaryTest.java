package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.ItemCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CanaryTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  /**
   * A node with one item.
   *
   * @param get its answer, with %s for the key and the value
   */
  private static Script node(String set, String get, String delete) {
    AtomicReference<String> key = new AtomicReference<>("");
    AtomicReference<String> value = new AtomicReference<>("");
    return (request, client) -> {
      if (request.startsWith("set ")) {
        key.set(request.split(" ", 3)[1]);
      } else if (request.startsWith("get ")) {
        client.send(get.formatted(key.get(), value.get()));
      } else if (request.startsWith("delete ")) {
        client.send(delete);
      } else {
        value.set(request);
        client.send(set);
      }
    };
  }

  private static final String FOUND = "VALUE %s 0 16\r\n%s\r\nEND\r\n";

  private static CanaryResult run(NodeAddress address, Duration timeout) throws Exception {
    return LOOP.get(() -> Canary.run(new Connector(LOOP.vertx()).to(address), timeout));
  }

  @Test
  void canary_storesReadsAndDeletesOneItem() throws Exception {
    try (ScriptedNode node = new ScriptedNode(node("STORED\r\n", FOUND, "DELETED\r\n"))) {
      CanaryResult result = run(node.address(), LONG);

      assertThat(result.success()).isTrue();
      assertThat(result.durations()).containsOnlyKeys(ItemCommand.values());
      assertThat(node.requests().get(0)).matches("set memfleet-canary:[0-9a-f]{16} 0 60 16");
      assertThat(node.requests()).hasSize(4);
      node.await(() -> node.accepted() == 1 && node.open() == 0);
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(
            "full",
            node("SERVER_ERROR out of memory storing object\r\n", FOUND, "DELETED\r\n"),
            ItemCommand.SET,
            "SERVER_ERROR out of memory",
            LONG),
        Arguments.of(
            "lost", node("STORED\r\n", "END\r\n", "DELETED\r\n"), ItemCommand.GET, "END", LONG),
        Arguments.of(
            "the value differs from the one stored",
            node("STORED\r\n", "VALUE %s 0 16\r\n0123456789abcdeX\r\nEND\r\n", "DELETED\r\n"),
            ItemCommand.GET,
            "VALUE ",
            LONG),
        Arguments.of(
            "gone",
            node("STORED\r\n", FOUND, "NOT_FOUND\r\n"),
            ItemCommand.DELETE,
            "NOT_FOUND",
            LONG),
        Arguments.of(
            "closes", Script.close(), ItemCommand.SET, "the node closed the connection", LONG),
        Arguments.of(
            "endless",
            node("x".repeat(5000), FOUND, "DELETED\r\n"),
            ItemCommand.SET,
            "answer longer than 1024 bytes",
            LONG),
        Arguments.of(
            "silent",
            node("STORED\r\n", "", "DELETED\r\n"),
            ItemCommand.GET,
            "no complete answer within 150 ms",
            SHORT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void failure_namesItsCommand(
      String name, Script script, ItemCommand failed, String why, Duration timeout)
      throws Exception {
    try (ScriptedNode node = new ScriptedNode(script)) {
      CanaryResult result = run(node.address(), timeout);

      assertThat(result.failed()).isEqualTo(failed);
      assertThat(result.failure()).startsWith(why);
      assertThat(result.durations())
          .doesNotContainKey(failed)
          .hasSize(List.of(ItemCommand.values()).indexOf(failed));
      node.await(() -> node.open() == 0);
    }
  }

  @Test
  void nodeThatRefusesConnections_failsWithTheFirstCommand() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      CanaryResult result = run(node.address(), LONG);

      assertThat(result.failed()).isEqualTo(ItemCommand.SET);
      assertThat(result.durations()).isEmpty();
    }
  }
}

package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wherever a deadline ends, nothing stays open behind it. */
@Timeout(120)
class ShortDeadlinesTest {
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void deadlines_ofEveryLength_leaveNoSocket() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Destination to = new Connector(LOOP.vertx()).to(node.address());
      for (int micros = 200; micros < 12_000; micros += 40) {
        Duration timeout = Duration.ofNanos(micros * 1000L);
        NodeClient client = new NodeClient(to);
        Future<Map<Section, StatsReply>> asked =
            LOOP.start(() -> client.ask(Set.of(Section.STATS), timeout));
        List<Future<?>> both = new ArrayList<>();
        both.add(asked);
        both.add(LOOP.start(() -> ConnectProbe.probe(to, timeout)));
        EventLoop.get(Future.join(both).otherwiseEmpty());
        LOOP.call(
            () -> {
              client.close();
              return true;
            });
      }
      assertThat(node.accepted()).isPositive();
      node.awaitOpen(0);
    }
  }
}

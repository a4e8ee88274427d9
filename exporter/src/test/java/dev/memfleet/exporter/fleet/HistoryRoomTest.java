package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.NodeBudget;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whether the past of nodes is kept, by the room that the heap has for it. */
class HistoryRoomTest {
  private static final EventLoop LOOP = new EventLoop();

  private final Polling polling =
      new Polling(
          new Connectors(LOOP.vertx()),
          new Sockets(1),
          () -> Duration.ZERO,
          new PollRules(
              new Scraper(Catalog.ALL, Section.USUAL, Clock.systemUTC()),
              PollConfig.DEFAULT,
              null,
              Admission.open(Profile.PLAIN)));

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void history_isKeptWhereThatOfAllNodesFits() {
    polling.keepHistoryOf(NodeBudget.nodesWithHistory());
    assertThat(polling.retention().length()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void history_givesWayToNodes_andTheLogSaysSoOnce() {
    int tooMany = NodeBudget.nodesWithHistory() + 1;
    try (LogLines log = LogLines.of(Polling.class)) {
      polling.keepHistoryOf(tooMany);
      polling.keepHistoryOf(tooMany);
      assertThat(polling.retention().length()).isZero();
      assertThat(log.lines())
          .hasSize(1)
          .first()
          .asString()
          .startsWith("WARNING history off reason=heap too small nodes=");
    }
    polling.keepHistoryOf(1);
    assertThat(polling.retention().length()).isEqualTo(Duration.ofHours(1));
  }
}

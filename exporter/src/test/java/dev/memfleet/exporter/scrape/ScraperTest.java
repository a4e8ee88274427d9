package dev.memfleet.exporter.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.protocol.Section;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ScraperTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Set<Section> ALL = Section.USUAL;
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void scrape_healthyNode_isUpWithAllCollectors() throws Exception {
    ScrapeResult result = scrape(Script.minimal(), ALL);
    assertThat(result.up()).isTrue();
    assertThat(result.failure()).isNull();
    assertThat(result.message()).isEmpty();
    assertThat(result.at()).isEqualTo(NOW);
    assertThat(result.duration()).isPositive();
    assertThat(ALL).allMatch(result::success);
  }

  @ParameterizedTest
  @EnumSource(
      value = Section.class,
      names = {"SETTINGS", "ITEMS", "SLABS"})
  void scrape_subCommandRefused_costsItsCollectorOnly(Section refused) throws Exception {
    ScrapeResult result = scrape(Script.minimal().but(refused, "ERROR\r\n"), ALL);
    assertThat(result.up()).isTrue();
    for (Section section : ALL) {
      assertThat(result.success(section)).isEqualTo(section != refused);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR, PROTOCOL",
    "SERVER_ERROR out of memory, PROTOCOL",
    "CLIENT_ERROR unauthenticated, AUTH",
    "ERROR Too many open connections, REFUSED",
    "NONSENSE, PROTOCOL"
  })
  void scrape_statsRefused_isDown(String answer, FailureReason reason) throws Exception {
    ScrapeResult result = scrape(Script.minimal().but(Section.STATS, answer + "\r\n"), ALL);
    assertThat(result.up()).isFalse();
    assertThat(result.failure()).isEqualTo(reason);
    assertThat(result.message()).isNotEmpty();
    assertThat(result.reading()).isNull();
    assertThat(ALL).noneMatch(result::success);
    assertThat(result.clockOffset()).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, 0",
    "1700000003, 3",
    "1699999990, -10",
    "0, -1700000000",
    "noon, NaN",
    "-5, NaN",
    "17.5, NaN",
    "99999999999999999999, NaN",
    "'', NaN"
  })
  void clockOffset_isTheNodesTimeMinusOurs(String time, double offset) throws Exception {
    ScrapeResult result =
        scrape(
            Script.minimal()
                .but(Section.STATS, "STAT uptime 7\r\nSTAT time " + time + "\r\nEND\r\n"),
            ALL);
    assertThat(result.up()).isTrue();
    if (Double.isNaN(offset)) {
      assertThat(result.clockOffset()).isNaN();
    } else {
      assertThat(result.clockOffset()).isCloseTo(offset, within(0.001));
    }
  }

  @Test
  void scrape_disabledCollectors_areNotAsked_butStatsIs() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      ScrapeResult result = scrape(node, EnumSet.of(Section.SETTINGS));
      assertThat(node.requests()).containsExactly("stats", "stats settings");
      assertThat(result.up()).isTrue();
      assertThat(result.sections()).containsExactly(Section.SETTINGS);
    }
  }

  @Test
  void scrape_unreachableNode_isDown() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      ScrapeResult result = LOOP.get(() -> scraper(ALL).scrape(client, LONG));
      assertThat(result.failure()).isEqualTo(FailureReason.REFUSED);
      assertThat(result.message()).contains(node.address().toString());
      assertThat(result.at()).isEqualTo(NOW);
    }
  }

  private static ScrapeResult scrape(Script script, Set<Section> wanted) throws Exception {
    try (ScriptedNode node = new ScriptedNode(script)) {
      return scrape(node, wanted);
    }
  }

  private static ScrapeResult scrape(ScriptedNode node, Set<Section> wanted) throws Exception {
    NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
    return LOOP.get(() -> scraper(wanted).scrape(client, LONG));
  }

  private static Scraper scraper(Set<Section> wanted) {
    return new Scraper(Catalog.ALL, wanted, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}

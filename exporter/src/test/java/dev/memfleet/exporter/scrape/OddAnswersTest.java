package dev.memfleet.exporter.scrape;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.client.NodeClient;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.protocol.Section;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers that are not quite stats. What is merely unknown is passed over, what is wrong about the
 * node shows, and a node that gave nothing is down.
 */
@Timeout(120)
class OddAnswersTest {
  private static final EventLoop LOOP = new EventLoop();
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Set<Section> STATS = EnumSet.of(Section.STATS);
  private static final Set<Section> ALL = Section.USUAL;
  private static final Recording RECORDING =
      Recording.load("/recordings/memcached-1.6.18.stats.txt");

  private static final List<String> EMPTY = List.of("", " ", "   ", "STAT ", "STAT  5");

  private static final List<String> UNKNOWN =
      List.of(
          "STAT",
          "stat a 1",
          "noise",
          "ENDE",
          "END x",
          " END",
          "OK",
          "RESET",
          "STORED",
          "VERSION 1.6.18",
          "VALUE a 0 1",
          "ERRORS",
          "PREFIX a get 1 hit 1",
          "\u0001\u00ff\u0000",
          "x".repeat(2000));

  private static final List<String> ERRORS =
      List.of("ERROR", "SERVER_ERROR out of memory writing stats", "CLIENT_ERROR bad command line");

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void linesThatAreNoStats_betweenStats_changeNothing(Section section) throws Exception {
    List<String> odd = new ArrayList<>(EMPTY);
    odd.addAll(UNKNOWN);
    for (String line : odd) {
      for (int at : new int[] {1, lines(section).size() - 1}) {
        ScrapeResult result = scrape(section, with(section, at, line));
        assertThat(result.up()).as(line).isTrue();
        assertThat(ALL).as(line).allMatch(result::success);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void emptyLines_beforeTheFirstStat_changeNothing(Section section) throws Exception {
    for (String line : EMPTY) {
      ScrapeResult result = scrape(section, with(section, 0, line));
      assertThat(ALL).as(line).allMatch(result::success);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void otherLines_beforeTheFirstStat_areNoMemcached(Section section) throws Exception {
    for (String line : UNKNOWN) {
      assertLost(section, scrape(section, with(section, 0, line)), line, "unexpected line: ");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void errors_inTheMidst_endTheAnswers(Section section) throws Exception {
    for (String line : ERRORS) {
      String message = "error in the middle of the answer: " + line.substring(0, 5);
      assertLost(section, scrape(section, with(section, 1, line)), line, message);
    }
  }

  /** Without stats a node is down; otherwise this collector and those after it have nothing. */
  private static void assertLost(
      Section section, ScrapeResult result, String line, String message) {
    boolean up = section != Section.STATS;
    assertThat(result.up()).as(line).isEqualTo(up);
    for (Section each : ALL) {
      assertThat(result.success(each))
          .as("%s: %s", each, line)
          .isEqualTo(up && each.compareTo(section) < 0);
    }
    if (!up) {
      assertThat(result.failure()).as(line).isEqualTo(FailureReason.PROTOCOL);
      assertThat(result.message()).startsWith(message);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SETTINGS", "ITEMS", "SLABS"})
  void connectionThatEndsAmongTheAnswers_costsTheCollectorsThatAreLeft(Section section)
      throws Exception {
    assertLostTwice(section, Script.replay(RECORDING).but(section, Script.close()));
  }

  /** As Couchbase does with what it does not know: no error, and no answer. */
  @Test
  void node_thatAnswersStatsAlone_andIsSilentOtherwise_isUp() throws Exception {
    Script stats = Script.replay(RECORDING);
    assertLostTwice(
        Section.SETTINGS,
        (request, client) -> {
          if (request.equals("stats")) {
            stats.answer(request, client);
          }
        });
  }

  private static void assertLostTwice(Section section, Script script) throws Exception {
    try (ScriptedNode node = new ScriptedNode(script)) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      for (int poll = 1; poll <= 2; poll++) {
        assertLost(section, scrape(client, SHORT), "", "");
        node.awaitOpen(0);
        assertThat(node.accepted()).isEqualTo(poll);
      }
    }
  }

  /** The whole poll fails: later answers could be assigned to the wrong commands. */
  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void oneAnswerThatDoesNotCome_isATimeout(Section section) throws Exception {
    Script script = Script.replay(RECORDING).but(section, Script.silence());
    try (ScriptedNode node = new ScriptedNode(script)) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      assertThat(scrape(client, SHORT).failure()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  private static ScrapeResult scrape(NodeClient client, Duration timeout) throws Exception {
    Scraper scraper = new Scraper(Catalog.ALL, ALL, Clock.systemUTC());
    return LOOP.get(() -> scraper.scrape(client, timeout));
  }

  @ParameterizedTest
  @EnumSource(names = {"STATS", "SETTINGS", "ITEMS", "SLABS"})
  void errors_inPlaceOfAnAnswer_costItsCollector(Section section) throws Exception {
    for (String line : ERRORS) {
      ScrapeResult result = scrape(section, line + "\r\n");
      assertThat(result.up()).as(line).isEqualTo(section != Section.STATS);
      assertThat(result.success(section)).as(line).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"END", "END ", "STAT \r\nEND", "\r\nEND", "STAT  1\r\nEND"})
  void node_thatGaveNothing_isDown(String answer) throws Exception {
    ScrapeResult result = scrape(Section.STATS, answer + "\r\n");
    assertThat(result.failure()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(result.message()).isEqualTo("the node answered without any stat");
  }

  @Test
  void node_ofWhichNothingIsKnown_isDown() throws Exception {
    ScrapeResult result =
        scrape(Script.minimal().but(Section.STATS, "STAT a 1\r\nSTAT b x\r\nEND\r\n"), STATS);
    assertThat(result.failure()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(result.message()).isEqualTo("none of the node's 2 stats is known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"many", "", "-", "0x7", "1 2", "NaN"})
  void knownStat_withoutItsNumber_costsItsCollector(String value) throws Exception {
    ScrapeResult result =
        scrape(Section.STATS, "STAT uptime 7\r\nSTAT curr_items %s\r\nEND\r\n".formatted(value));
    assertThat(result.up()).isTrue();
    assertThat(result.success(Section.STATS)).isFalse();
  }

  private static List<String> lines(Section section) {
    return new String(RECORDING.bytes(section), ISO_8859_1).lines().toList();
  }

  private static String with(Section section, int at, String line) {
    List<String> lines = new ArrayList<>(lines(section));
    lines.add(at, line);
    return String.join("\r\n", lines) + "\r\n";
  }

  private static ScrapeResult scrape(Section section, String answer) throws Exception {
    return scrape(Script.replay(RECORDING).but(section, answer), ALL);
  }

  private static ScrapeResult scrape(Script script, Set<Section> wanted) throws Exception {
    try (ScriptedNode node = new ScriptedNode(script)) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      Scraper scraper = new Scraper(Catalog.ALL, wanted, Clock.systemUTC());
      return LOOP.get(() -> scraper.scrape(client, Duration.ofSeconds(20)));
    }
  }
}

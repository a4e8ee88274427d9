package dev.memfleet.exporter.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fleet.NodeStatus;
import dev.memfleet.exporter.fleet.WatchedNode;
import dev.memfleet.exporter.history.NodeHistory;
import dev.memfleet.exporter.history.Retention;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.ScrapeResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Retention KEPT = Retention.of(Duration.ofHours(1), Duration.ofSeconds(15));
  private static final Set<Section> STATS = Set.of(Section.STATS);

  private final List<WatchedNode> nodes = new ArrayList<>();

  @Test
  void fleetThatIsWell_isSaidToBe() {
    up("a", "sessions", "version 1.6.18");
    up("b", "sessions", "version 1.6.18");

    assertThat(news()).containsExactly("All 2 nodes are up.");
    assertThat(status().news().get(0).level()).isEqualTo(Notice.Level.GOOD);
  }

  @Test
  void nodesThatAreUp_areSaidToBe_whateverElseIsWrong() {
    up("a", "sessions", "version 1.6.18");
    up("b", "sessions", "version 1.6.21");

    assertThat(news())
        .containsExactly("pool sessions: 2 versions (1.6.18 ×1, 1.6.21 ×1)", "All 2 nodes are up.");
  }

  @Test
  void fleetWithoutNodes_isSaidToBeEmpty() {
    assertThat(news()).containsExactly("No node is watched.");
  }

  @Test
  void whatIsWrong_isSaidTheWorstFirst() {
    up("a", "sessions", "version 1.6.18", "threads 4");
    up("b", "sessions", "version 1.6.21", "threads 8");
    down("c", "pages");
    nodes.add(new WatchedNode(target("d", "pages"), null, new NodeHistory()));

    assertThat(
            FleetStatus.of(nodes, List.of("config reload failed at 12:00:00 UTC: f.yml"), NOW)
                .news())
        .extracting(Notice::text)
        .containsExactly(
            "1 of 4 nodes down: c:11211",
            "config reload failed at 12:00:00 UTC: f.yml",
            "1 of 4 nodes not polled: d:11211",
            "pool sessions: 2 versions (1.6.18 ×1, 1.6.21 ×1)",
            "pool sessions: nodes differ in worker_threads");
    assertThat(status().nodes())
        .extracting(NodeRow::address)
        .containsExactly("c:11211", "d:11211", "a:11211", "b:11211");
  }

  @Test
  void poolsThatDifferInTheSame_areNamedTogether_andTheRestIsCounted() {
    for (int i = 0; i < 7; i++) {
      up("a" + i, "p" + i, "version 1", "threads 4");
      up("b" + i, "p" + i, "version 2", "threads 8");
    }

    assertThat(news())
        .hasSize(8)
        .contains(
            "pool p4: 2 versions (1 ×1, 2 ×1)",
            "2 more pools with several versions",
            "pools p0, p1, p2, p3, p4 and 2 more: nodes differ in worker_threads");
  }

  @Test
  void manyNodesDown_areCountedAndTheFirstNamed() {
    for (int i = 0; i < 9; i++) {
      down("n" + i, "");
    }

    assertThat(news())
        .containsExactly(
            "9 of 9 nodes down: n0:11211, n1:11211, n2:11211, n3:11211, n4:11211 and 4 more");
  }

  @Test
  void nodeThatTurnsClientsAway_comesBeforeOthersThatAreUp() {
    up("a", "", "curr_connections 10", "max_connections 1000");
    up("b", "", "curr_connections 950", "max_connections 1000");

    assertThat(status().nodes()).extracting(NodeRow::address).first().isEqualTo("b:11211");
  }

  @Test
  void pool_hasTheSumsAndTheSpreadOfItsNodes() {
    up("a", "sessions", "bytes 100", "limit_maxbytes 1000");
    up("b", "sessions", "bytes 300", "limit_maxbytes 1000");
    down("c", "sessions");

    PoolRow pool = status().pools().get(0);
    assertThat(pool.value(Figure.MEMORY)).isEqualTo(400);
    assertThat(pool.min(Figure.MEMORY)).isEqualTo(100);
    assertThat(pool.max(Figure.MEMORY)).isEqualTo(300);
    assertThat(pool.value(Figure.UPTIME)).isNaN();
    assertThat(pool.nodes(State.UP)).isEqualTo(2);
    assertThat(pool.state()).isEqualTo(State.PARTIAL);
  }

  @Test
  void settingThatDiffersFromMost_isMarked_whateverTheOrderOfTheNodes() {
    up("a", "sessions", "threads 8");
    up("b", "sessions", "threads 4");
    up("c", "sessions", "threads 4");

    PoolRow pool = status().pools().get(0);
    assertThat(pool.settings().differing()).containsExactly("worker_threads");
    assertThat(pool.settings().of(status().nodes().get(0).reading()))
        .containsExactly(new PoolSettings.Value("worker_threads", "8", "4", true));
    assertThat(pool.settings().of(status().nodes().get(1).reading()))
        .containsExactly(new PoolSettings.Value("worker_threads", "4", "4", false));
  }

  @Test
  void settingThatStatsAndSettingsGive_isListedOnce() {
    Recording both =
        new Recording(
            Map.of(
                Section.STATS, "STAT uptime 1\r\nSTAT threads 4\r\nEND\r\n",
                Section.SETTINGS, "STAT num_threads 4\r\nEND\r\n"));
    add("a", "", new ScrapeResult(NOW, Duration.ofMillis(1), STATS, null, "", both.reading(), 0));

    NodeRow row = status().nodes().get(0);
    assertThat(status().poolOf(row).settings().of(row.reading()))
        .containsExactly(new PoolSettings.Value("worker_threads", "4", "4", false));
  }

  @Test
  void shortReason_isWithoutTheNodesName() {
    String message = "cannot connect to a:11211: Connection refused";
    FailureReason refused = FailureReason.REFUSED;
    add(
        "a",
        "",
        new ScrapeResult(NOW, Duration.ofMillis(1), STATS, refused, message, null, Double.NaN));

    NodeRow row = status().nodes().get(0);
    assertThat(row.reason()).isEqualTo("refused: " + message);
    assertThat(row.shortReason()).isEqualTo("connection refused");
  }

  @Test
  void nodeThatAnswersInPart_namesWhatIsMissing() {
    Recording stats = new Recording(Map.of(Section.STATS, "STAT uptime 1\r\nEND\r\n"));
    Set<Section> wanted = Set.of(Section.SLABS, Section.STATS, Section.ITEMS);
    add("a", "", new ScrapeResult(NOW, Duration.ofMillis(1), wanted, null, "", stats.reading(), 0));

    assertThat(status().nodes().get(0).reason()).isEqualTo("no complete answer to: items, slabs");
  }

  private List<String> news() {
    return status().news().stream().map(Notice::text).toList();
  }

  private FleetStatus status() {
    return FleetStatus.of(nodes, List.of(), NOW);
  }

  private void up(String name, String pool, String... stats) {
    String answer = "STAT uptime 10\r\n";
    for (String stat : stats) {
      answer += "STAT " + stat + "\r\n";
    }
    Recording recorded = new Recording(Map.of(Section.STATS, answer + "END\r\n"));
    add(
        name,
        pool,
        new ScrapeResult(NOW, Duration.ofMillis(1), STATS, null, "", recorded.reading(), 0));
  }

  private void down(String name, String pool) {
    add(
        name,
        pool,
        new ScrapeResult(
            NOW, Duration.ofMillis(1), STATS, FailureReason.REFUSED, "x", null, Double.NaN));
  }

  private void add(String name, String pool, ScrapeResult result) {
    NodeHistory history = new NodeHistory();
    history.add(result, KEPT);
    nodes.add(new WatchedNode(target(name, pool), NodeStatus.neverPolled(result), history));
  }

  private static Target target(String name, String pool) {
    Map<String, String> labels = pool.isEmpty() ? Map.of() : Map.of("pool", pool);
    return new Target(NodeAddress.parse(name), labels);
  }
}

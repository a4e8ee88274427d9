package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Target;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of memcached's stats commands a node gets. */
@Timeout(60)
class CollectorsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Set<Section> STATS = Set.of(Section.STATS);
  private static final Profile STATS_ONLY =
      new Profile(
          "serverless",
          Optional.empty(),
          Optional.empty(),
          AllowedTargets.NONE,
          Optional.of(STATS),
          Duration.ZERO);

  /** Knows {@code stats} alone, as ElastiCache Serverless. */
  private static final Script SERVERLESS =
      Script.answers(Map.of("stats", "STAT uptime 7\r\nSTAT curr_items 3\r\nEND\r\n"));

  private final EventLoop loop = new EventLoop();

  @AfterEach
  void close() throws Exception {
    loop.close();
  }

  @Test
  void nodeThatAnswersStatsAlone_hasNoCollectorThatFails() throws Exception {
    try (ScriptedNode node = new ScriptedNode(SERVERLESS)) {
      NodeStatus status =
          watched(fleet(own -> own), new Target(node.address(), Map.of(), Optional.of(STATS_ONLY)));
      assertThat(node.requests()).containsExactly("stats");
      assertThat(status.last().up()).isTrue();
      assertThat(status.last().sections()).isEqualTo(STATS);
      assertThat(status.last().success(Section.STATS)).isTrue();
    }
  }

  @Test
  void collectorsOfTheNode_countBeforeThoseOfItsProfile() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Set<Section> own = Set.of(Section.SETTINGS);
      NodeStatus status =
          watched(
              fleet(only -> only),
              new Target(node.address(), Map.of(), Optional.of(STATS_ONLY), Optional.of(own)));
      assertThat(node.requests()).containsExactly("stats", "stats settings");
      assertThat(status.last().sections()).isEqualTo(own);
    }
  }

  @Test
  void flags_countBeforeAllOthers() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeStatus status =
          watched(
              fleet(only -> Set.of(Section.SLABS)),
              new Target(node.address(), Map.of(), Optional.of(STATS_ONLY)));
      assertThat(node.requests()).containsExactly("stats", "stats slabs");
      assertThat(status.last().sections()).containsExactly(Section.SLABS);
    }
  }

  @Test
  void pollOfAPart_asksForNoMore_andLeavesTheLastResult() throws Exception {
    try (ScriptedNode watched = new ScriptedNode(Script.minimal());
        ScriptedNode other = new ScriptedNode(Script.minimal())) {
      Fleet fleet = fleet(own -> own);
      NodeStatus before = watched(fleet, new Target(watched.address(), Map.of()));
      for (ScriptedNode node : List.of(watched, other)) {
        NodeStatus polled =
            EventLoop.get(fleet.poll(node.address(), Optional.empty(), STATS, LONG));
        assertThat(polled.last().up()).isTrue();
        assertThat(polled.last().sections()).isEqualTo(STATS);
      }
      assertThat(watched.requests())
          .containsExactly("stats", "stats settings", "stats items", "stats slabs", "stats");
      assertThat(other.requests()).containsExactly("stats");
      assertThat(fleet.statuses().get(0)).isSameAs(before);
      assertThat(watched.accepted()).isEqualTo(1);
    }
  }

  @Test
  void pollOfAll_doesNotJoinThatOfAPart() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode node = new ScriptedNode(Script.minimal().after(answer))) {
      Fleet fleet = fleet(own -> own);
      Future<NodeStatus> part = fleet.poll(node.address(), Optional.empty(), STATS, LONG);
      Future<NodeStatus> all = fleet.poll(node.address(), LONG);
      Future<NodeStatus> samePart = fleet.poll(node.address(), Optional.empty(), STATS, LONG);
      node.await(() -> !node.requests().isEmpty());
      answer.countDown();
      assertThat(EventLoop.get(part).last().sections()).isEqualTo(STATS);
      assertThat(EventLoop.get(all).last().sections()).hasSize(4);
      assertThat(EventLoop.get(samePart).last().sections()).isEqualTo(STATS);
      assertThat(node.requests())
          .containsExactly("stats", "stats", "stats settings", "stats items", "stats slabs");
    }
  }

  @Test
  void probe_asksForTheNodesOwnCollectorsAlone() throws Exception {
    try (ScriptedNode node = new ScriptedNode(SERVERLESS)) {
      Fleet fleet = fleet(own -> own);
      watched(fleet, new Target(node.address(), Map.of(), Optional.empty(), Optional.of(STATS)));
      EventLoop.get(fleet.probe(node.address(), Optional.empty(), Section.USUAL, LONG));
      assertThat(node.requests()).containsExactly("stats", "stats");
    }
  }

  private static NodeStatus watched(Fleet fleet, Target target) throws Exception {
    EventLoop.get(fleet.watch(List.of(target)));
    return fleet.statuses().get(0);
  }

  private Fleet fleet(UnaryOperator<Set<Section>> flags) {
    return new Fleet(
        loop.vertx(),
        new PollRules(
            new Scraper(Catalog.ALL, Section.USUAL, flags, Clock.systemUTC()),
            new PollConfig(NEVER, LONG, 8, false, Duration.ZERO),
            null,
            Admission.open(Profile.PLAIN)));
  }
}

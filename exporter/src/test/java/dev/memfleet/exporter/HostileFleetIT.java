package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Recording;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.ResettingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.fake.StallingNode;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.protocol.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A healthy node among faulty ones: wrong answers, stalls, resets, refused connections. */
class HostileFleetIT {
  @TempDir Path folder;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private CacheNode good;
  private String unparsable;
  private String refusing;

  @BeforeEach
  void startNodes() {
    good = open(CacheNode.memcached(folder, "sessions"));
    good.exchange("set a 0 0 1\r\n1\r\n", 1);
    Script recorded = Script.replay(Recording.load("/recordings/memcached-1.6.18.stats.txt"));
    Script half = recorded.but(Section.STATS, "STAT uptime 5\r\nSTAT curr_items nine\r\nEND\r\n");
    unparsable = open(new ScriptedNode(half)).address().toString();
    Script refused = recorded.but(Section.ITEMS, "ERROR\r\n").but(Section.SLABS, "ERROR\r\n");
    refusing = open(new ScriptedNode(refused)).address().toString();
    reasons.put(open(new RefusingNode()).address().toString(), "refused");
    reasons.put(open(new SilentNode()).address().toString(), "timeout");
    reasons.put(open(new StallingNode()).address().toString(), "timeout");
    reasons.put(open(new ResettingNode()).address().toString(), "reset");
    reasons.put(open(GarbageNode.noise()).address().toString(), "protocol");
    reasons.put(open(GarbageNode.endlessStats()).address().toString(), "protocol");
    reasons.put(open(GarbageNode.endlessLine()).address().toString(), "protocol");
    reasons.put("no-such-host.invalid:11211", "dns");
  }

  private <T extends AutoCloseable> T open(T node) {
    opened.push(node);
    return node;
  }

  @AfterEach
  void stopNodes() throws Exception {
    for (AutoCloseable node : opened) {
      node.close();
    }
  }

  @Test
  void fleet_ofEveryKindOfNode_showsEachAsItIs() throws Exception {
    try (Agent agent = Agent.start(folder, config("interval: 20s, timeout: 10s"))) {
      SortedMap<String, Double> page = agent.page("/metrics");

      assertThat(page).containsEntry(of("memcached_up", good.address()), 1.0);
      assertThat(page).containsEntry(of("memcached_current_items", good.address()), 1.0);
      assertThat(page)
          .containsKey(
              "memcached_slab_current_items{instance=%s, slab=1}".formatted(good.address()));

      assertThat(page).containsEntry(of("memcached_up", unparsable), 1.0);
      assertThat(page).containsEntry(of("memcached_uptime_seconds", unparsable), 5.0);
      assertThat(page).doesNotContainKey(of("memcached_current_items", unparsable));
      assertSuccess(page, unparsable, 0, 1, 1, 1);

      assertThat(page).containsEntry(of("memcached_up", refusing), 1.0);
      assertThat(page).containsEntry(of("memcached_current_items", refusing), 203.0);
      assertSuccess(page, refusing, 1, 1, 0, 0);

      reasons.forEach((node, reason) -> assertDown(page, node, reason));
    }
  }

  private static void assertSuccess(
      SortedMap<String, Double> page, String node, int stats, int settings, int items, int slabs) {
    Map<String, Integer> expected =
        Map.of("stats", stats, "settings", settings, "items", items, "slabs", slabs);
    expected.forEach(
        (collector, success) ->
            assertThat(page)
                .containsEntry(
                    "memcached_scrape_collector_success{collector=%s, instance=%s}"
                        .formatted(collector, node),
                    (double) success));
  }

  /** Checks that a node is down for this reason alone, and has no metrics made from stats. */
  private static void assertDown(SortedMap<String, Double> page, String node, String reason) {
    assertThat(page).containsEntry(of("memcached_up", node), 0.0);
    page.forEach(
        (series, value) -> {
          if (series.contains("instance=" + node) && series.contains("_failures_total")) {
            assertThat(value > 0).as(series).isEqualTo(series.contains("reason=" + reason));
          }
        });
    assertThat(page.keySet())
        .filteredOn(series -> series.contains("instance=" + node))
        .noneMatch(series -> series.startsWith("memcached_uptime"))
        .noneMatch(series -> series.startsWith("memcached_slab"));
  }

  @Test
  void thousandRounds_overThatFleet_leaveMemoryAndSocketsAsTheyWere() throws Exception {
    try (Agent agent =
        Agent.startWith(
            folder,
            new String[] {"-Xmx64m"},
            config("interval: 0, timeout: 50ms, connect_probe_interval: 50ms"))) {
      rounds(agent, 300);
      double memory = own(agent, "process_resident_memory_bytes");
      double files = own(agent, "process_open_fds");
      rounds(agent, 700);

      assertThat(own(agent, "process_resident_memory_bytes") - memory).isLessThan(24e6);
      assertThat(own(agent, "process_open_fds")).isLessThan(files + 10);
      assertThat(agent.daemon().process().isAlive()).isTrue();
    }
  }

  private static void rounds(Agent agent, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(agent.get("/metrics?name%5B%5D=memcached_up").statusCode()).isEqualTo(200);
    }
  }

  private static double own(Agent agent, String name) {
    return Objects.requireNonNull(agent.page("/-/self").get(name + "{}"), name);
  }

  private static String of(String name, String node) {
    return name + "{instance=" + node + "}";
  }

  private String config(String poll) throws IOException {
    StringBuilder yaml = new StringBuilder("poll: {" + poll + "}\nnodes:\n");
    for (String node : new String[] {good.address(), unparsable, refusing}) {
      yaml.append("  - address: ").append(node).append('\n');
    }
    reasons.keySet().forEach(node -> yaml.append("  - address: ").append(node).append('\n'));
    Path file = Files.createTempFile(folder, "fleet", ".yml");
    return "--config.file=" + Files.writeString(file, yaml);
  }
}

package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.AllSources;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of each kind of source comes and goes every second for a minute. */
class FlappingNodesIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PHASE = Duration.ofMillis(500);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** The pause between two scrapes. */
  private static final Duration SCRAPES = Duration.ofMillis(20);

  @TempDir Path folder;

  @Test
  void nodesThatFlap_areShownAsListed_andTheOthersLoseNoPoll() throws Exception {
    try (AllSources sources = new AllSources(folder)) {
      sources.serve(false);
      try (Agent agent = start(sources)) {
        flap(sources, agent); // every class is loaded now
        Resources before = Resources.of(agent);
        List<Integer> polls = polls(sources);
        long start = System.nanoTime();
        int flaps = 0;
        while (System.nanoTime() - start < MINUTE.toNanos()) {
          flap(sources, agent);
          flaps++;
        }
        double turns = (double) (System.nanoTime() - start) / INTERVAL.toNanos();

        assertThat(flaps).isGreaterThan(10);
        for (int i = 0; i < polls.size(); i++) {
          assertThat((double) (polls(sources).get(i) - polls.get(i)))
              .isBetween(turns * 0.5, turns * 1.5);
          assertThat(sources.staying().get(i).accepted()).as(agent.daemon().output()).isEqualTo(1);
          sources.flapping().get(i).awaitOpen(0);
        }
        sources.awaitIdle();
        Resources.of(agent).assertNoMoreThan(before);
      }
    }
  }

  private void flap(AllSources sources, Agent agent) {
    phase(sources, agent, true);
    phase(sources, agent, false);
  }

  /** Adds or removes the flapping nodes, and checks the page until half a second has passed. */
  private void phase(AllSources sources, Agent agent, boolean both) {
    long start = System.nanoTime();
    SortedMap<String, Double> first = agent.page("/metrics");
    sources.serve(both);
    List<ScriptedNode> expected = new ArrayList<>(sources.staying());
    if (both) {
      expected.addAll(sources.flapping());
    }
    awaitNodes(agent, expected.toArray());
    Set<String> names = new TreeSet<>();
    expected.forEach(node -> names.add(node.toString()));
    do {
      assertThat(nodes(agent)).isEqualTo(names);
      LockSupport.parkNanos(SCRAPES.toNanos());
    } while (System.nanoTime() - start < PHASE.toNanos());
    assertUndisturbed(sources, first, agent.page("/metrics"));
  }

  /** Checks that the poll counters of staying nodes did not reset, and that no poll failed. */
  private static void assertUndisturbed(
      AllSources sources, SortedMap<String, Double> before, SortedMap<String, Double> after) {
    for (ScriptedNode node : sources.staying()) {
      String polls = "memcached_exporter_polls_total{instance=%s}".formatted(node);
      assertThat(after.get(polls)).isGreaterThanOrEqualTo(before.getOrDefault(polls, 0.0));
      assertThat(after).containsEntry("memcached_up{instance=%s}".formatted(node), 1.0);
      String failures = "memcached_exporter_poll_failures_total{instance=%s, ".formatted(node);
      assertThat(after.entrySet())
          .noneMatch(entry -> entry.getKey().startsWith(failures) && entry.getValue() > 0);
    }
  }

  private static List<Integer> polls(AllSources sources) {
    return sources.staying().stream().map(ScriptedNode::polls).toList();
  }

  private Agent start(AllSources sources) {
    String poll =
        "poll: {interval: %dms, timeout: 20s, connect_probe_interval: 0}\n"
            .formatted(INTERVAL.toMillis());
    return new FleetFile(folder).start(poll + sources.yaml("50ms"));
  }
}

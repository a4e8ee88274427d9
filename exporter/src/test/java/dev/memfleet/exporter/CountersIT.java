package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Command;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counters that the agent exposes grow by the commands sent to a real memcached. */
class CountersIT {
  @TempDir Path folder;

  @Test
  void commands_doneToMemcached_moveEachCounterByExactlyThat() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-m", "64");
        Agent agent = Agent.start(folder, "--memcached.address", node.address())) {
      SortedMap<String, Double> before = agent.page("/metrics");
      doSomeOfEverything(node);
      SortedMap<String, Double> after = agent.page("/metrics");

      assertThat(moved(before, after)).containsAllEntriesOf(expected());
      assertThat(moved(before, after).keySet())
          .filteredOn(series -> series.startsWith("memcached_commands_total"))
          .containsExactlyInAnyOrderElementsOf(
              expected().keySet().stream()
                  .filter(series -> series.startsWith("memcached_commands_total"))
                  .toList());
    }
  }

  /** While the agent polls every 200 ms, a client library works at three nodes. */
  @ParameterizedTest
  @CsvSource({
    "pymemcache, false",
    "pymemcache, true",
    "python-memcache, false",
    "python-memcache, true",
    "pylibmc, false",
    "pylibmc, true",
    "pylibmc-binary, false",
    "pylibmc-binary, true"
  })
  void commands_ofClientLibrary_addUpToItsOwnTally(String client, boolean reference) {
    List<CacheNode> nodes = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        nodes.add(reference ? CacheNode.reference(folder, "p") : CacheNode.memcached(folder, "p"));
      }
      String addresses = nodes.stream().map(CacheNode::address).collect(Collectors.joining(","));
      try (Agent agent = watch(nodes)) {
        assertThat(commands(agent.page("/metrics"))).isEmpty();
        Command run =
            Command.run(
                Path.of("src", "test", "python"),
                List.of("/usr/bin/python3", "tally.py", client, addresses));
        assertThat(run.status()).as(run.output()).isZero();
        Map<String, Double> tally = new TreeMap<>();
        run.output().lines().forEach(line -> add(tally, line.split(" ", -1)));
        assertThat(tally).hasSize(11);
        agent
            .daemon()
            .await("the last commands", () -> commands(agent.page("/metrics")).equals(tally));
      }
    } finally {
      nodes.forEach(CacheNode::close);
    }
  }

  private static void add(Map<String, Double> tally, String[] words) {
    tally.put(words[0] + " " + words[1], Double.valueOf(words[2]));
  }

  private Agent watch(List<CacheNode> nodes) {
    StringBuilder yaml = new StringBuilder("poll: {interval: 200ms, timeout: 20s}\nnodes:\n");
    nodes.forEach(node -> yaml.append("  - {address: '" + node.address() + "'}\n"));
    return new FleetFile(folder).start(yaml.toString());
  }

  /** The sums over all nodes of the commands that were counted at all. */
  private static Map<String, Double> commands(SortedMap<String, Double> page) {
    Pattern series = Pattern.compile("memcached_commands_total\\{.*command=(\\w+).*status=(\\w+)}");
    Map<String, Double> sums = new TreeMap<>();
    page.forEach(
        (name, value) -> {
          Matcher matcher = series.matcher(name);
          if (value > 0 && matcher.matches()) {
            sums.merge(matcher.group(1) + " " + matcher.group(2), value, Double::sum);
          }
        });
    return sums;
  }

  private static void doSomeOfEverything(CacheNode node) {
    node.exchange("set a 0 0 1\r\n1\r\nset b 0 0 2\r\nxx\r\nset c 0 0 1\r\n7\r\n", 3);
    node.exchange("get a\r\nget a b\r\n", 2 + 1 + 4 + 1);
    node.exchange("get none\r\nget none\r\n", 2);
    String unique = node.exchange("gets a\r\n", 3).replaceFirst("(?s)VALUE a 0 1 (\\d+).*", "$1");
    node.exchange("cas a 0 0 1 %s\r\n2\r\n".formatted(unique), 1);
    node.exchange("cas a 0 0 1 %s\r\n3\r\n".formatted(unique), 1);
    node.exchange("cas none 0 0 1 1\r\n3\r\n", 1);
    node.exchange("incr a 1\r\nincr none 1\r\nincr none 1\r\ndecr a 1\r\ndecr none 1\r\n", 5);
    node.exchange("touch a 100\r\ntouch none 100\r\n", 2);
    node.exchange("delete b\r\ndelete b\r\n", 2);
    node.exchange("set big 0 0 2097152\r\n" + "x".repeat(2097152) + "\r\n", 1);
    node.exchange("flush_all\r\n", 1);
    node.exchange("get a\r\n", 1);
  }

  private static Map<String, Double> expected() {
    Map<String, Double> moves = new TreeMap<>();
    command(moves, "set", "hit", 3);
    command(moves, "get", "hit", 4);
    command(moves, "get", "miss", 3);
    command(moves, "cas", "hit", 1);
    command(moves, "cas", "badval", 1);
    command(moves, "cas", "miss", 1);
    command(moves, "incr", "hit", 1);
    command(moves, "incr", "miss", 2);
    command(moves, "decr", "hit", 1);
    command(moves, "decr", "miss", 1);
    command(moves, "touch", "hit", 1);
    command(moves, "touch", "miss", 1);
    command(moves, "delete", "hit", 1);
    command(moves, "delete", "miss", 1);
    command(moves, "flush", "hit", 1);
    moves.put("memcached_item_too_large_total{}", 1.0);
    moves.put("memcached_get_flushed_total{}", 1.0);
    moves.put("memcached_items_total{}", 4.0);
    moves.put("memcached_slab_commands_total{command=get, slab=1, status=hit}", 4.0);
    return moves;
  }

  private static void command(Map<String, Double> moves, String name, String status, double by) {
    moves.put("memcached_commands_total{command=%s, status=%s}".formatted(name, status), by);
  }

  private static Map<String, Double> moved(
      SortedMap<String, Double> before, SortedMap<String, Double> after) {
    Map<String, Double> moved = new TreeMap<>();
    after.forEach(
        (series, value) -> {
          double by = value - before.getOrDefault(series, 0.0);
          if (by != 0) {
            moved.put(series, by);
          }
        });
    return moved;
  }
}

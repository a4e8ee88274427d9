package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dashboards.Prometheus;
import dev.memfleet.exporter.dashboards.RunningPrometheus;
import dev.memfleet.exporter.fake.Balancer;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several agents over the same thousand nodes, which are addresses of one memcached. */
class ManyAgentsIT {
  private static final int NODES = 1000;

  private final int port = Daemon.freePort();

  @TempDir Path folder;
  private Daemon memcached;

  /** It listens on every address of the loopback network. */
  @BeforeEach
  void startMemcached() {
    String at = Integer.toString(port);
    memcached =
        Daemon.start(
            List.of("memcached", "-u", "root", "-l", "0.0.0.0", "-p", at, "-c", "20000"),
            port,
            folder.resolve("memcached.log"));
  }

  @AfterEach
  void stopMemcached() {
    memcached.close();
  }

  @Test
  void twoAgentsBehindOneAddress_everyNodeIsScrapedOnce_alsoAfterOneStops() throws Exception {
    try (Agent first = agent();
        Agent second = agent();
        Balancer agents = new Balancer(List.of(first.port(), second.port()))) {
      try (RunningPrometheus running = RunningPrometheus.start(folder, jobs(agents))) {
        Prometheus prometheus = running.api();
        running.await(allUp());
        assertThat(scrapes(first)).isPositive();
        assertThat(scrapes(second)).isPositive();

        first.daemon().process().destroy();
        double before = scrapes(second);
        running
            .daemon()
            .await("two rounds by one agent", () -> scrapes(second) > before + 2 * NODES);
        running.await(allUp());
        assertThat(prometheus.query("count by (instance) (memcached_up{pool=\"web\"}) > 1"))
            .isEmpty();
        assertThat(prometheus.query("count by (instance) (up{job=\"memcached\"}) > 1")).isEmpty();
      }
    }
  }

  @Test
  void shards_haveEveryNodeOnce_andAnswerForAll() throws Exception {
    try (Agent first = shard(0);
        Agent second = shard(1);
        Agent third = shard(2)) {
      TreeSet<String> seen = new TreeSet<>();
      int series = 0;
      for (Agent agent : List.of(first, second, third)) {
        List<String> up =
            agent.page("/metrics?collect[]=stats").keySet().stream()
                .filter(name -> name.startsWith("memcached_up{"))
                .toList();
        assertThat(agent.page("/-/self"))
            .containsEntry("memcached_exporter_nodes{}", (double) up.size());
        series += up.size();
        seen.addAll(up);
      }
      assertThat(series).isEqualTo(NODES);
      assertThat(seen).hasSize(NODES);
      for (Agent agent : List.of(first, second, third)) {
        assertThat(agent.page("/scrape?target=127.0.0.1:" + port))
            .containsEntry("memcached_up{}", 1.0);
      }
    }
  }

  /** An agent with a limit of 400 requests at a time, as scrapes pile up on a busy machine. */
  private Agent agent() throws IOException {
    return Agent.start(folder, "--config.file=" + fleet(), "--web.max-requests=400");
  }

  private Agent shard(int index) throws IOException {
    return Agent.start(
        folder, "--config.file=" + fleet(), "--shard.index=" + index, "--shard.total=3");
  }

  private static double scrapes(Agent agent) {
    return agent.page("/-/self").getOrDefault("memcached_exporter_scrapes_total{}", 0.0);
  }

  private static String allUp() {
    return "count(memcached_up{pool=\"web\"} == 1) == " + NODES;
  }

  private static String jobs(Balancer agents) {
    return """
        scrape_configs:
          - job_name: memcached
            scrape_interval: 15s
            params: {"name[]": [memcached_up]}
            http_sd_configs:
              - url: http://%s/sd
                refresh_interval: 5s
        """
        .formatted(agents.address());
  }

  private Path fleet() throws IOException {
    String nodes =
        IntStream.range(0, NODES)
            .mapToObj(n -> "127.0.%d.%d:%d".formatted(n / 250, n % 250 + 1, port))
            .map(address -> "  - {address: '" + address + "', labels: {pool: web}}\n")
            .collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("fleet.yml"), "poll: {interval: 0, timeout: 5s}\nnodes:\n" + nodes);
  }
}

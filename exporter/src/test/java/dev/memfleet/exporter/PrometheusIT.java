package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dashboards.Prometheus;
import dev.memfleet.exporter.dashboards.RunningPrometheus;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the agent in both documented ways. */
class PrometheusIT {
  @TempDir Path folder;

  @Test
  void prometheus_scrapingBothWays_seesEachNodeGoAndReturn() throws IOException {
    try (CacheNode stays = CacheNode.memcached(folder, "sessions");
        CacheNode goes = CacheNode.memcached(folder, "pages");
        Agent fleet = Agent.start(folder, "--config.file=" + fleetFile(stays, goes));
        Agent single = Agent.start(folder, "--memcached.address=");
        RunningPrometheus running =
            RunningPrometheus.start(folder, jobs(fleet, single, stays, goes))) {
      Prometheus prometheus = running.api();
      awaitUp(running, stays, 1);
      awaitUp(running, goes, 1);
      assertThat(instances(prometheus, "memcached_uptime_seconds{job=\"single\"}"))
          .containsExactlyInAnyOrder(stays.address(), goes.address());
      assertThat(instances(prometheus, "memcached_current_items{job=\"fleet\",pool=\"pages\"}"))
          .containsExactly(goes.address());

      goes.stop();
      awaitUp(running, goes, 0);
      awaitUp(running, stays, 1);
      running.await("count(memcached_uptime_seconds{job=\"fleet\"}) == 1");
      assertThat(instances(prometheus, "up == 0")).isEmpty();

      goes.restart();
      awaitUp(running, goes, 1);
    }
  }

  /** In both jobs. */
  private static void awaitUp(RunningPrometheus prometheus, CacheNode node, int up) {
    prometheus.await(
        "count(memcached_up{instance=\"%s\"} == %d) == 2".formatted(node.address(), up));
  }

  private static List<String> instances(Prometheus prometheus, String expression) {
    return prometheus.query(expression).stream()
        .map(series -> String.valueOf(series.get("instance")))
        .toList();
  }

  private Path fleetFile(CacheNode... nodes) throws IOException {
    StringBuilder yaml = new StringBuilder("poll: {interval: 500ms}\nnodes:\n");
    for (CacheNode node : nodes) {
      yaml.append(
          "  - {address: '%s', labels: {pool: %s}}\n".formatted(node.address(), node.pool()));
    }
    return Files.writeString(folder.resolve("fleet.yml"), yaml);
  }

  private static String jobs(Agent fleet, Agent single, CacheNode... nodes) {
    return """
        global: {scrape_interval: 1s}
        scrape_configs:
          - job_name: fleet
            honor_labels: true
            static_configs:
              - targets: ["%s"]
          - job_name: single
            metrics_path: /scrape
            static_configs:
              - targets: ["%s", "%s"]
            relabel_configs:
              - source_labels: [__address__]
                target_label: __param_target
              - source_labels: [__param_target]
                target_label: instance
              - target_label: __address__
                replacement: "%s"
        """
        .formatted(fleet.address(), nodes[0].address(), nodes[1].address(), single.address());
  }
}

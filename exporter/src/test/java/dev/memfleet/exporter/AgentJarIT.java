package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a process: its end, its load, its process metrics. */
class AgentJarIT {
  @TempDir Path folder;

  @Test
  void sigterm_whileAScrapeIsInFlight_answersItAndEnds() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        Agent agent = Agent.start(folder, "--memcached.address=", "--memcached.timeout=300ms")) {
      CompletableFuture<HttpResponse<String>> inFlight =
          agent.getAsync("/scrape?target=127.0.0.1:" + silent.getLocalPort());
      silent.accept();
      agent.daemon().process().destroy();

      assertThat(inFlight.get(2, TimeUnit.SECONDS).body()).contains("memcached_up 0");
      assertThat(agent.daemon().process().waitFor(2, TimeUnit.SECONDS)).isTrue();
      assertThat(agent.daemon().process().exitValue()).isIn(0, 143);
    }
  }

  @Test
  void scrapes_twoHundredAtATime_areAllAnsweredWhole() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Agent agent =
            Agent.start(folder, "--memcached.address=" + node.address(), "--web.max-requests=0")) {
      List<CompletableFuture<HttpResponse<String>>> scrapes =
          Stream.generate(() -> agent.getAsync("/scrape?target=" + node.address()))
              .limit(200)
              .toList();

      assertThat(scrapes)
          .allSatisfy(
              scrape -> {
                HttpResponse<String> page = scrape.join();
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains("memcached_up 1\n", "memcached_uptime_seconds ");
              });
    }
  }

  @Test
  void pidFile_ofMemcached_givesItsProcessMetrics() throws Exception {
    Path pidFile = folder.resolve("memcached.pid");
    try (CacheNode node = CacheNode.memcached(folder, "sessions", "-P", pidFile.toString());
        Agent agent =
            Agent.start(
                folder,
                "--memcached.address=" + node.address(),
                "--memcached.pid-file=" + pidFile)) {
      assertThat(Files.readString(pidFile)).isNotBlank();
      assertThat(agent.page("/metrics"))
          .containsKeys(
              "memcached_process_cpu_seconds_total{}",
              "memcached_process_max_fds{}",
              "memcached_process_open_fds{}",
              "memcached_process_resident_memory_bytes{}",
              "memcached_process_start_time_seconds{}",
              "memcached_process_virtual_memory_bytes{}",
              "memcached_process_virtual_memory_max_bytes{}",
              "memcached_process_network_receive_bytes_total{}",
              "memcached_process_network_transmit_bytes_total{}");
    }
  }
}

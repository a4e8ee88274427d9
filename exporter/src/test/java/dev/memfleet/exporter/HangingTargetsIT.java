package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that accept connections and never answer, beside a healthy target. */
class HangingTargetsIT {
  private static final int BACKLOG = 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void healthyTarget_isScraped_whileOthersHang(int targets) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, BACKLOG, InetAddress.getByName("0.0.0.0"));
        CacheNode healthy = CacheNode.memcached(folder, "healthy");
        Agent agent =
            Agent.start(
                folder, "--memcached.address=" + healthy.address(), "--memcached.timeout=30s")) {
      List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
      for (int i = 0; i < targets; i++) {
        String target = "127.1.0.%d:%d".formatted(i + 1, silent.getLocalPort());
        hanging.add(agent.getAsync("/scrape?target=" + target));
      }
      for (int i = 0; i < 3; i++) {
        assertThat(agent.page("/scrape?target=" + healthy.address()))
            .containsEntry("memcached_up{}", 1.0);
        assertThat(agent.page("/metrics")).containsEntry("memcached_up{}", 1.0);
      }
      assertThat(hanging).noneMatch(CompletableFuture::isDone);
    }
  }
}

package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthIT {
  @TempDir Path folder;

  @Test
  void statusAndExitCode_followTheNodes() throws Exception {
    try (Caches caches = new Caches(folder)) {
      VerbRun degraded = VerbRun.of("health", "--config.file=" + caches.file);
      VerbRun healthy = VerbRun.of("health", caches.first.address(), caches.second.address());
      VerbRun down = VerbRun.of("health", caches.nothing);

      assertThat(degraded.status()).isEqualTo(1);
      caches.steady(degraded).isInReadme("health");
      assertThat(healthy.status()).isZero();
      assertThat(healthy.out()).endsWith("\nHealthy nodes: 2 / 2\nCluster status: HEALTHY\n");
      assertThat(down.status()).isEqualTo(2);
      assertThat(down.out()).endsWith("\nHealthy nodes: 0 / 1\nCluster status: DOWN\n");
    }
  }

  @Test
  void json_hasTheStatus() {
    try (Caches caches = new Caches(folder)) {
      VerbRun run = VerbRun.of("health", "--config.file=" + caches.file, "--format=json");

      JsonObject all = new JsonObject(run.out());
      assertThat(all.getString("status")).isEqualTo("DEGRADED");
      assertThat(all.getInteger("healthy_nodes")).isEqualTo(2);
      assertThat(all.getJsonArray("nodes").getJsonObject(2).getString("failure"))
          .startsWith("refused: ");
    }
  }

  @Test
  void wait_endsWhenTheLastNodeAnswers() throws Exception {
    try (Caches caches = new Caches(folder)) {
      caches.second.stop();
      CompletableFuture<VerbRun> waiting =
          CompletableFuture.supplyAsync(
              () ->
                  VerbRun.of(
                      "health", "--wait=60s", caches.first.address(), caches.second.address()));
      caches.second.restart();

      VerbRun run = waiting.get(60, TimeUnit.SECONDS);
      assertThat(run.status()).isZero();
      assertThat(run.out()).endsWith("Cluster status: HEALTHY\n");
    }
  }

  @Test
  void wait_thatIsOver_reportsWhatIs() {
    VerbRun run = VerbRun.of("health", "--wait=10ms", "127.0.0.1:1");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).endsWith("Cluster status: DOWN\n");
  }

  @Test
  void self_asksTheAgent() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Agent agent = Agent.start(folder, "--memcached.address=" + node.address())) {
      Map<String, String> sameContainer = Map.of("MEMFLEET_WEB_LISTEN_ADDRESS", ":" + agent.port());

      VerbRun run = VerbRun.of(Palette.PLAIN, sameContainer, "", "health", "--self");
      assertThat(run.status()).isZero();
      assertThat(VerbRun.of("health", "--self", "--url=http://" + agent.address()).status())
          .isZero();
      agent.daemon().process().destroyForcibly().waitFor();
      assertThat(VerbRun.of(Palette.PLAIN, sameContainer, "", "health", "--self").status())
          .isEqualTo(1);
    }
  }

  @Test
  void self_isAskedBelowItsRoutePrefix() throws Exception {
    try (Agent agent = Agent.start(folder, "--web.route-prefix=/ops/cache")) {
      Map<String, String> sameContainer =
          Map.of(
              "MEMFLEET_WEB_LISTEN_ADDRESS",
              ":" + agent.port(),
              "MEMFLEET_WEB_ROUTE_PREFIX",
              "/ops/cache/");

      VerbRun run = VerbRun.of(Palette.PLAIN, sameContainer, "", "health", "--self");
      assertThat(run.status()).as(run.err()).isZero();
      String url = "--url=http://" + agent.address();
      assertThat(VerbRun.of("health", "--self", url + "/ops/cache/").status()).isZero();
      assertThat(VerbRun.of("health", "--self", url))
          .satisfies(other -> assertThat(other.status()).isEqualTo(1))
          .satisfies(other -> assertThat(other.err()).contains("status 404"));
    }
  }

  @Test
  void mistake_isNoneOfTheStatuses() {
    assertThat(VerbRun.of("health", "--wait=x").status()).isEqualTo(3);
    assertThat(VerbRun.of("health", "a:b").status()).isEqualTo(3);
    assertThat(VerbRun.of("health", "--config.file=/nowhere.yml").status()).isEqualTo(3);
    assertThat(VerbRun.of("health", "--url=http://127.0.0.1:1").status()).isEqualTo(3);
  }
}

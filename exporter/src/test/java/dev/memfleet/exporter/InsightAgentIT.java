package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.RepeatedRequests;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent that may watch one of two memcached nodes: status page, API and metrics. */
@Timeout(120)
class InsightAgentIT {
  private static final String VALUE = "x".repeat(10_000);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void window_isStartedByAPost_andSeenOnEveryPage() throws Exception {
    try (CacheNode watched = CacheNode.memcached(folder, "sessions", "-m", "4");
        CacheNode other = CacheNode.memcached(folder, "pages");
        Exporter agent = start(watched, other, "{nodes: [pool=sessions], window: 2s}")) {
      String path = "?target=" + watched.address();
      assertThat(get(agent, "/insight" + path).body()).contains("Not watched yet.", "<button");
      assertThat(insight(agent, watched).getBoolean("running")).isFalse();
      assertThat(get(agent, "/metrics").body()).doesNotContain("memcached_insight_");

      JsonObject known =
          underLoad(
              watched,
              () -> {
                assertThat(post(agent, "/insight/run" + path).statusCode()).isEqualTo(202);
                assertThat(post(agent, "/insight/run" + path).body())
                    .isEqualTo("a window of this node is running\n");
                return awaitEnd(agent, watched);
              });

      assertThat(known.getString("reason")).isEmpty();
      assertThat(known.getString("verdict")).isEqualTo("done");
      JsonObject report = known.getJsonObject("report");
      assertThat(report.getJsonArray("keys").getJsonObject(0).getString("name"))
          .isEqualTo("user:hot");
      assertThat(report.getJsonObject("curve").getDouble("capacity_bytes")).isGreaterThan(1e6);
      assertThat(report.getJsonObject("curve").getJsonArray("points")).hasSize(9);

      String instance = "instance=\"" + watched.address() + "\",pool=\"sessions\"";
      String metrics = get(agent, "/metrics").body();
      assertThat(metrics)
          .contains(
              "memcached_insight_hot_key_get_ratio{" + instance + ",rank=\"1\"} 0.",
              "memcached_insight_prefix_get_ratio{" + instance + ",prefix=\"user\"} 0.",
              "memcached_insight_lines_lost_ratio{" + instance + "} 0",
              "memcached_insight_last_success_timestamp_seconds{" + instance + ",kind=\"watch\"}",
              "memcached_insight_capacity_bytes{" + instance + "}",
              "memcached_exporter_insight_runs_total{kind=\"watch\",result=\"done\"} 1")
          .doesNotContain("user:hot", "user:cold");
      assertThat(get(agent, "/scrape" + path).body()).doesNotContain("memcached_insight_");
      assertThat(get(agent, "/insight" + path).body())
          .contains("Last watched: ", "<svg", "user:hot", "Hit ratio by memory");
      assertThat(watched.converse("stats\r\n")).contains("STAT log_watchers 0\r\n");
      assertThat(other.converse("stats\r\n")).contains("STAT log_worker_written 0\r\n");
    }
  }

  @Test
  void whatIsNotOptedIn_isNotWatched() throws Exception {
    try (CacheNode watched = CacheNode.memcached(folder, "sessions");
        CacheNode other = CacheNode.memcached(folder, "pages");
        Exporter agent = start(watched, other, "{nodes: [pool=sessions], on_request: false}")) {
      assertThat(post(agent, "/insight/run?target=" + watched.address()).body())
          .isEqualTo("windows and dumps on request are switched off (insight.on_request)\n");
      assertThat(get(agent, "/insight?target=" + watched.address()).body())
          .doesNotContain("<button");
      assertThat(get(agent, "/insight?target=" + other.address()).body())
          .contains("This node is not watched");
      assertThat(post(agent, "/insight/run?target=10.0.0.1:1").statusCode()).isEqualTo(404);
      assertThat(get(agent, "/api/v1/insight").statusCode()).isEqualTo(400);
      assertThat(get(agent, "/insight/run?target=" + other.address()).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void nodeThatRefuses_isUnsupportedInItsOwnWords_andHashesShowNothing() throws Exception {
    try (CacheNode refuses = CacheNode.memcached(folder, "sessions", "-W");
        CacheNode hidden = CacheNode.memcached(folder, "pages");
        Exporter agent = start(refuses, hidden, "{nodes: [\"*\"], window: 1s, redact: true}")) {
      JsonObject report =
          underLoad(
              hidden,
              () -> {
                post(agent, "/insight/run?target=" + refuses.address());
                post(agent, "/insight/run?target=" + hidden.address());
                return awaitEnd(agent, hidden);
              });
      JsonObject refused = awaitEnd(agent, refuses);

      assertThat(refused.getString("verdict")).isEqualTo("unsupported");
      assertThat(refused.getString("reason")).contains("CLIENT_ERROR watch commands not allowed");
      assertThat(report.getString("verdict")).isEqualTo("done");
      assertThat(report.encode()).contains("\"name\":\"#").doesNotContain("user");
      assertThat(get(agent, "/metrics").body())
          .contains("prefix=\"#", "result=\"unsupported\"} 1")
          .doesNotContain("prefix=\"user");
    }
  }

  private Exporter start(CacheNode one, CacheNode other, String insight) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"),
            """
            nodes:
              - {address: "%s", labels: {pool: sessions}}
              - {address: "%s", labels: {pool: pages}}
            insight: %s
            """
                .formatted(one.address(), other.address(), insight));
    return Exporter.start(
        CommandLine.parse(
            List.of("--config.file=" + file, "--web.listen-address=127.0.0.1:0"), Map.of()));
  }

  private JsonObject awaitEnd(Exporter agent, CacheNode node) throws Exception {
    node.await("without a window or dump", () -> !isRunning(agent, node));
    return insight(agent, node);
  }

  private boolean isRunning(Exporter agent, CacheNode node) {
    try {
      return insight(agent, node).getBoolean("running");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonObject insight(Exporter agent, CacheNode node) throws Exception {
    return new JsonObject(get(agent, "/api/v1/insight?target=" + node.address()).body());
  }

  private HttpResponse<String> get(Exporter agent, String path) throws Exception {
    return client.send(request(agent, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(Exporter agent, String path) throws Exception {
    return client.send(
        request(agent, path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(Exporter agent, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.ports().get(0) + path));
  }

  /** Runs a task under load: a round gets one key twice, two other keys once, and sets a page. */
  private static JsonObject underLoad(CacheNode node, Callable<JsonObject> task) throws Exception {
    return RepeatedRequests.during(
        node,
        500,
        i ->
            """
            get user:hot
            get user:hot
            get user:cold
            get page:%d
            set page:%d 0 0 %d
            %s
            """
                .formatted(i % 500, i % 700, VALUE.length(), VALUE),
        task);
  }
}

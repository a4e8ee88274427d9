package dev.memfleet.exporter.http.pages.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.Exporter;
import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.peer.CacheNode;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent watches and dumps a memcached: status page, API and metrics. */
@Timeout(120)
class InsightApiIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void dumpAndWindow_areStartedByAPost_andSeenOnEveryPage() throws Exception {
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Exporter agent =
            start(node, "{nodes: [\"*\"], window: 1s, dump: {keyspace_metrics: true}}")) {
      fill(node);
      JsonSchema schema = schema(agent);
      assertThat(violations(schema, agent, node)).isEmpty();
      String path = "?target=" + node.address();
      assertThat(get(agent, "/insight" + path).body()).contains("Watch it now", "Dump it now");

      assertThat(post(agent, "/insight/run" + path + "&kind=dump").statusCode()).isEqualTo(202);
      assertThat(post(agent, "/insight/run" + path).body())
          .isEqualTo("a dump of this node is running\n");
      assertThat(insight(agent, node).getString("running_kind")).isEqualTo("dump");
      JsonObject dumped = awaitEnd(agent, node);
      assertThat(post(agent, "/insight/run" + path + "&kind=dump").body())
          .isEqualTo("the node was dumped less than 60 s ago\n");
      post(agent, "/insight/run" + path + "&kind=watch");
      awaitEnd(agent, node);

      assertThat(violations(schema, agent, node)).isEmpty();
      JsonObject report = dumped.getJsonObject("dump").getJsonObject("report");
      assertThat(report.getJsonObject("all").getInteger("items")).isEqualTo(400);
      assertThat(report.getJsonArray("prefixes").getJsonObject(0).getString("name"))
          .isEqualTo("log");
      assertThat(dumped.getJsonArray("recommendations").getJsonObject(0).getString("id"))
          .isEqualTo("ttl.none_unfetched");
      assertThat(get(agent, "/insight" + path).body())
          .contains("Last dumped: ", "Items by prefix", "ttl.none_unfetched", "Last watched: ");
      assertMetrics(agent, node);
      assertThat(get(agent, "/insight/run" + path).statusCode()).isEqualTo(405);
      assertThat(post(agent, "/insight/run" + path + "&kind=all").body())
          .isEqualTo("kind: \"all\" (expected watch or dump)\n");
    }
  }

  private void assertMetrics(Exporter agent, CacheNode node) throws Exception {
    String metrics = get(agent, "/metrics").body();
    String instance = "instance=\"" + node.address() + "\",pool=\"sessions\"";
    assertThat(metrics)
        .contains(
            "memcached_insight_prefix_items{" + instance + ",prefix=\"log\"} 300",
            "memcached_insight_prefix_items{" + instance + ",prefix=\"other\"} 1",
            "memcached_insight_prefix_unfetched_ratio{" + instance + ",prefix=\"log\"} 1",
            "memcached_insight_prefix_bytes{" + instance + ",prefix=\"user\"} ",
            "memcached_insight_slab_wasted_bytes{" + instance + ",slab=\"",
            "memcached_insight_expired_resident_items{" + instance + "} 0",
            "memcached_insight_items_without_ttl_ratio{" + instance + "} 1",
            "memcached_keyspace_items{" + instance + ",prefix=\"log\"} 300",
            "# TYPE memcached_keyspace_item_bytes histogram",
            "memcached_keyspace_item_bytes_bucket{" + instance + ",le=\"256\"} 400",
            "memcached_keyspace_item_bytes_count{" + instance + "} 400",
            "memcached_keyspace_items_unfetched{" + instance + "} 301",
            "memcached_insight_recommendation{" + instance + ",id=\"ttl.none_unfetched\"} 1",
            "memcached_insight_last_success_timestamp_seconds{" + instance + ",kind=\"dump\"}",
            "memcached_exporter_insight_runs_total{kind=\"dump\",result=\"done\"} 1",
            "memcached_exporter_insight_runs_total{kind=\"watch\",result=\"done\"} 1")
        .doesNotContain("plainkey");
    List<String> series =
        metrics.lines().filter(line -> line.startsWith("memcached_insight_")).toList();
    assertThat(series).hasSizeLessThan(120).doesNotHaveDuplicates();
  }

  /** Stores 300 items that are never read, 99 that are read, and one whose key has no prefix. */
  private static void fill(CacheNode node) {
    StringBuilder requests = new StringBuilder("set plainkey 0 0 1 noreply\r\nx\r\n");
    for (int i = 0; i < 399; i++) {
      requests.append(
          "set %s:%d 0 0 100 noreply\r\n%s\r\n"
              .formatted(i < 300 ? "log" : "user", i, "x".repeat(100)));
    }
    for (int i = 300; i < 399; i++) {
      requests.append("get user:").append(i).append("\r\n");
    }
    node.exchange(requests + "mn\r\n", 3 * 99 + 1);
  }

  private JsonSchema schema(Exporter agent) throws Exception {
    return new JsonSchema(new JsonObject(get(agent, "/api/v1/openapi.json").body()));
  }

  private List<String> violations(JsonSchema schema, Exporter agent, CacheNode node)
      throws Exception {
    return schema.violations(
        new JsonObject().put("$ref", "#/components/schemas/Insight"), insight(agent, node));
  }

  private Exporter start(CacheNode node, String insight) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"),
            """
            nodes:
              - {address: "%s", labels: {pool: sessions}}
            insight: %s
            """
                .formatted(node.address(), insight));
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
}

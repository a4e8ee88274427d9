package dev.memfleet.exporter.http.pages.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.http.pages.Links;
import dev.memfleet.exporter.http.pages.StatusFleet;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API, and whether its answers are what its OpenAPI document describes. */
@Timeout(60)
class FleetApiTest {
  private static StatusFleet nodes;
  private static JsonObject document;

  @BeforeAll
  static void start() throws Exception {
    nodes = new StatusFleet(Duration.ofHours(1), StatusFleet.direct());
    document = new JsonObject(nodes.get("/api/v1/openapi.json").body());
  }

  @AfterAll
  static void stop() throws Exception {
    nodes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/fleet, /api/v1/fleet",
    "/api/v1/fleet?format=json, /api/v1/fleet",
    "/api/v1/pools, /api/v1/pools",
    "/api/v1/nodes/UP, /api/v1/nodes/{address}",
    "/api/v1/nodes/DOWN, /api/v1/nodes/{address}",
    "/api/v1/nodes/UP/history, /api/v1/nodes/{address}/history",
    "/api/v1/nodes/DOWN/history, /api/v1/nodes/{address}/history",
    "/api/v1/openapi.json, /api/v1/openapi.json"
  })
  void answer_isAsDescribed(String path, String template) throws Exception {
    String asked = path.replace("UP", up()).replace("DOWN", nodes.down.address().toString());
    HttpResponse<String> answer = nodes.get(asked);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(new JsonSchema(document).violations(schema(template), new JsonObject(answer.body())))
        .isEmpty();
  }

  @Test
  void schema_refusesWhatIsNotDescribed() {
    JsonObject fleet = new JsonObject("{\"at\":\"never\",\"news\":[{\"level\":\"bad\"}],\"x\":1}");

    assertThat(new JsonSchema(document).violations(schema("/api/v1/fleet"), fleet))
        .isEqualTo(
            List.of(
                "$: nothing called nodes",
                "$.at: never",
                "$.news[0]: nothing called text",
                "$.x: something that is not described"));
  }

  private static JsonObject schema(String template) {
    return document
        .getJsonObject("paths")
        .getJsonObject(template)
        .getJsonObject("get")
        .getJsonObject("responses")
        .getJsonObject("200")
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("schema");
  }

  @Test
  void fleet_hasTheWorstFirstAndSaysWhy() throws Exception {
    JsonObject fleet = new JsonObject(nodes.get("/api/v1/fleet").body());

    JsonObject worst = fleet.getJsonArray("nodes").getJsonObject(0);
    assertThat(worst.getString("address")).isEqualTo(nodes.down.address().toString());
    assertThat(worst.getString("state")).isEqualTo("down");
    assertThat(worst.getString("reason")).startsWith("refused: cannot connect to ");
    assertThat(fleet.getJsonArray("news").getJsonObject(0).getString("text"))
        .isEqualTo("1 of 3 nodes down: " + nodes.down.address());
  }

  @Test
  void node_hasItsSlabClassesAndTheSettingsThatDiffer() throws Exception {
    JsonObject node = new JsonObject(nodes.get("/api/v1/nodes/" + up()).body());

    assertThat(node.getString("version")).isEqualTo("1.6.18");
    assertThat(node.getJsonArray("slab_classes")).isNotEmpty();
    assertThat(node.getJsonArray("settings").stream().map(JsonObject.class::cast))
        .anyMatch(setting -> setting.getString("name").equals("item_size_max_bytes"))
        .filteredOn(setting -> setting.getBoolean("differs"))
        .extracting(setting -> setting.getString("name"))
        .isSubsetOf("worker_threads", "limit_bytes");
  }

  @Test
  void csv_hasALineForEachNode() throws Exception {
    HttpResponse<String> csv = nodes.get("/api/v1/fleet?format=csv");

    assertThat(csv.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(csv.body().lines().toList())
        .hasSize(4)
        .first()
        .asString()
        .startsWith("address,pool,state,reason,since,polled_at,version,uptime_seconds,hit_ratio,");
    assertThat(csv.body()).contains("\"<b>1</b>&\"\"'\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/fleet?format=xml | 400 | format: \"xml\" (expected json or csv)",
        "/api/v1/nodes/a:b | 404 | \"a:b\": port is not a number",
        "/api/v1/nodes/10.9.9.9 | 404 | \"10.9.9.9:11211\": the agent watches no such node",
        "/api/v1/nodes/10.9.9.9/history | 404 | \"10.9.9.9:11211\": the agent watches no such",
        "/api/v1/nodes/ | 404 | \"\": ",
        "/api/v1/ | 404 | not found"
      })
  void anythingElse_isRefusedInWords(String path, int status, String words) throws Exception {
    HttpResponse<String> answer = nodes.get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith(words);
  }

  @Test
  void nodesThatArePolledWhenScraped_arePolledForTheAnswer() throws Exception {
    Links links = StatusFleet.direct();
    try (StatusFleet whenAsked = new StatusFleet(Duration.ZERO, links)) {
      int polls = whenAsked.memcached.polls();
      JsonObject fleet = new JsonObject(whenAsked.get("/api/v1/fleet").body());
      assertThat(whenAsked.memcached.polls()).isEqualTo(polls + 1);
      assertThat(fleet.getJsonArray("nodes")).hasSize(3);
    }
  }

  private static String up() {
    return nodes.memcached.address().toString();
  }
}

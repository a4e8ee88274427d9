package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.cli.CommandLine;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.peer.CacheNode;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks which outputs show a marked key after a window and a dump, and which never do. */
@Timeout(120)
class InsightPrivacyIT {
  private static final String MARKED_PREFIX = "markedprefix";
  private static final String MARKED_REST = "markedrest";
  private static final String MARKED_KEY = MARKED_PREFIX + ":" + MARKED_REST;
  private static final String MARKED_PLAIN = "markedplain";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  /** Keeps every line that anything logs, at any level. */
  private static final class Lines extends Handler implements AutoCloseable {
    private final Logger root = Logger.getLogger("dev.memfleet");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Lines() {
      setLevel(Level.ALL);
      root.setLevel(Level.ALL);
      root.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(LogLines.text(line) + line.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      root.setLevel(null);
    }
  }

  @Test
  void keys_areNeverInLogsAndMetrics_andHashedNowhereElse() throws Exception {
    for (boolean redact : new boolean[] {false, true}) {
      try (CacheNode node = CacheNode.memcached(folder, "sessions");
          Lines log = new Lines();
          Exporter agent = start(node, redact)) {
        fill(node);
        Map<String, String> seen = outputs(agent, node);
        seen.put("log", String.join("\n", log.lines));
        assertThat(log.lines).anyMatch(line -> line.contains("kind=dump verdict=done"));
        assertThat(log.lines).anyMatch(line -> line.contains("kind=watch verdict=done"));
        seen.forEach(
            (name, text) -> {
              if (redact) {
                assertThat(text).as(name).doesNotContain(MARKED_PREFIX);
              }
              if (redact || isPublic(name)) {
                assertThat(text).as(name).doesNotContain(MARKED_REST, MARKED_PLAIN);
              }
            });
        assertThat(seen.get("log")).doesNotContain(MARKED_PREFIX);
        if (!redact) {
          assertThat(seen.get("/insight")).contains(MARKED_KEY, MARKED_PLAIN);
          assertThat(seen.get("/metrics")).contains("prefix=\"" + MARKED_PREFIX + "\"");
        }
      }
    }
  }

  private static boolean isPublic(String name) {
    return !name.contains("insight");
  }

  /** All that an agent says after a window and a dump. */
  private Map<String, String> outputs(Exporter agent, CacheNode node) throws Exception {
    String target = "?target=" + node.address();
    Map<String, String> seen = new LinkedHashMap<>();
    for (String kind : List.of("watch", "dump")) {
      seen.put(
          kind, send(request(agent, "/insight/run" + target + "&kind=" + kind), kind, agent, node));
    }
    for (String path :
        List.of("/metrics", "/", "/config", "/sd", "/-/self", "/api/v1/fleet", "/api/v1/pools")) {
      seen.put(path, get(agent, path));
    }
    seen.put("/scrape", get(agent, "/scrape" + target));
    seen.put("/scrape debug", get(agent, "/scrape" + target + "&debug=true"));
    seen.put("/nodes", get(agent, "/nodes/" + node.address()));
    seen.put("/insight", get(agent, "/insight" + target));
    seen.put("/api/v1/insight", get(agent, "/api/v1/insight" + target));
    return seen;
  }

  /** Starts a job, asks for the marked keys while it runs, and waits for its end. */
  private String send(HttpRequest.Builder request, String kind, Exporter agent, CacheNode node)
      throws Exception {
    String answer =
        client.send(request.POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()).body();
    assertThat(answer).as(kind).isEqualTo("started\n");
    String api = "/api/v1/insight?target=" + node.address();
    while (new JsonObject(get(agent, api)).getBoolean("running")) {
      fill(node);
    }
    return answer;
  }

  private static void fill(CacheNode node) {
    String sets = "set %s 0 0 3\r\nabc\r\n";
    node.converse(
        sets.formatted(MARKED_KEY)
            + sets.formatted(MARKED_PLAIN)
            + "get %s %s\r\n".formatted(MARKED_KEY, MARKED_PLAIN).repeat(5));
  }

  private Exporter start(CacheNode node, boolean redact) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("fleet.yml"),
            """
            nodes: [{address: "%s"}]
            insight: {nodes: ["*"], window: 2s, redact: %s}
            """
                .formatted(node.address(), redact));
    return Exporter.start(
        CommandLine.parse(
            List.of("--config.file=" + file, "--web.listen-address=127.0.0.1:0"), Map.of()));
  }

  private String get(Exporter agent, String path) throws Exception {
    return client.send(request(agent, path).build(), BodyHandlers.ofString()).body();
  }

  private static HttpRequest.Builder request(Exporter agent, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.ports().get(0) + path));
  }
}

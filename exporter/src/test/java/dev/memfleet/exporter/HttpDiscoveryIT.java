package dev.memfleet.exporter;

import static dev.memfleet.exporter.fake.NodesServer.list;
import static dev.memfleet.exporter.fake.NodesServer.page;
import static dev.memfleet.exporter.fake.NodesServer.status;
import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.awaitSource;
import static dev.memfleet.exporter.peer.FleetFile.awaitSuccess;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.NodesServer;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.TlsFront;
import dev.memfleet.exporter.fake.TwoNodes;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that a page in http_sd format names. */
class HttpDiscoveryIT {
  private static final String JSON = "200 OK\r\nContent-Type: application/json";
  private static final String PASSWORD = "hunter2-of-the-page";
  private static final String TOKEN = "hunter3-of-the-page";

  @TempDir Path folder;
  @RegisterExtension final TwoNodes fakes = new TwoNodes();

  private final ScriptedNode one = fakes.one();
  private final ScriptedNode two = fakes.two();
  private final NodesServer server = new NodesServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void nodes_thatComeAndGoAndChange_areFollowed() throws Exception {
    server.serve("[]");
    try (Agent agent = start(server.url("/sd"), "20s", "")) {
      awaitSuccess(agent, "page", 1);
      assertThat(nodes(agent)).isEmpty();

      server.serve(list(one));
      awaitNodes(agent, one);
      awaitSource(agent, "memcached_exporter_discovery_nodes", "page", count -> count == 1);
      awaitSource(
          agent,
          "memcached_exporter_discovery_last_success_timestamp_seconds",
          "page",
          time -> Math.abs(time - System.currentTimeMillis() / 1000.0) < 60);

      server.serve(
          "[{\"targets\": [\"%s\"]}, {\"targets\": [\"%s\"], \"labels\": {\"pool\": \"b\"}}]"
              .formatted(one, two));
      awaitNodes(agent, one, two);
      awaitUp(agent, one, "pool=web");
      awaitUp(agent, two, "pool=b");
      server.serve(
          "[{\"targets\": [\"%s\"], \"labels\": {\"zone\": \"a\", \"__meta_x\": \"y\"}}]"
              .formatted(one));
      awaitUp(agent, one, "pool=web, zone=a");
      awaitNodes(agent, one);
      two.awaitOpen(0);
      assertThat(one.accepted()).isEqualTo(1);
    }
  }

  @Test
  void eachFailure_keepsTheNodes_andIsReported_untilThePageIsGoodAgain() throws Exception {
    String good = list(one);
    server.serve(good);
    try (Agent agent = start(server.url("/sd?token=" + TOKEN), "1s", "")) {
      awaitNodes(agent, one);
      for (Map.Entry<String, Script> failure : failures().entrySet()) {
        server.apply(failure.getValue());
        agent
            .daemon()
            .await(failure.getKey(), () -> agent.daemon().output().contains(failure.getKey()));
        awaitSuccess(agent, "page", 0);
        assertThat(nodes(agent)).containsExactly(one.toString());
        server.serve(good);
        awaitSuccess(agent, "page", 1);
      }
      String refused = server.url("/sd?<secret>") + ": cannot connect to " + server;
      server.stop();
      agent.daemon().await("refused", () -> agent.daemon().output().contains(refused));
      assertThat(agent.daemon().output()).doesNotContain(TOKEN).doesNotContain("level=error");
      assertThat(nodes(agent)).containsExactly(one.toString());
      assertThat(one.accepted()).isEqualTo(1);
    }
  }

  private static Map<String, Script> failures() {
    Map<String, Script> failures = new LinkedHashMap<>();
    failures.put(": status 503", page("503 Service Unavailable", "later"));
    failures.put(": content type: ", page("200 OK\r\nContent-Type: text/plain", "[]"));
    failures.put(": not a list in JSON", page(JSON, "<html>"));
    failures.put(
        ":1:21: Unexpected end-of-input: was expecting closing quote",
        page(JSON, "[{\"targets\": [\"127.0"));
    failures.put("a URL is not an address (expected host", page(JSON, list("http://127.0.0.1/")));
    failures.put("is one of the exporter's own", page(JSON, "[{\"labels\": {\"slab\": \"1\"}}]"));
    failures.put(": longer than 8 MiB", page(JSON, " ".repeat((8 << 20) + 1)));
    failures.put(": Connection was closed", Script.close());
    failures.put(": Connection reset by peer", Script.reset());
    failures.put(": no complete answer within 1000 ms", Script.silence());
    failures.put(": too many redirects", status("302 Found\r\nLocation: /sd"));
    return failures;
  }

  @Test
  void secrets_areSent_andShownNowhere() throws Exception {
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    server.apply(status("401 Unauthorized"));
    String rest =
        "headers: {X-Token: %s, X-Home: '${HOME}'}, basic_auth: {username: me, password_file: password}"
            .formatted(TOKEN);
    try (Agent agent = start(server.url("/"), "20s", rest)) {
      awaitSuccess(agent, "page", 0);
      server.serve(list(one));
      awaitNodes(agent, one);
      String login = Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(US_ASCII));
      assertThat(server.requests())
          .contains(
              "Authorization: Basic " + login,
              "X-Token: " + TOKEN,
              "X-Home: " + System.getenv("HOME"));

      assertThat(agent.get("/config").body())
          .contains("X-Home: <secret>\n", "X-Token: <secret>\n")
          .contains("password_file: " + folder.resolve("password"));
      Files.delete(folder.resolve("password"));
      awaitSuccess(agent, "page", 0);
      StringBuilder said = new StringBuilder(agent.daemon().output());
      for (String path : new String[] {"/", "/config", "/metrics", "/-/self", "/sd"}) {
        said.append(agent.get(path).body());
      }
      assertThat(said).doesNotContain(PASSWORD).doesNotContain(TOKEN).doesNotContain(login);
    }
  }

  @Test
  void pageByTls_isTrustedByItsCertificate() throws Exception {
    Authority authority = new Authority("pages");
    Authority clients = new Authority("clients");
    Files.writeString(folder.resolve("ca.pem"), clients.pem());
    clients.issue("agent").write(folder, "agent");
    server.serve(list(one));
    try (EventLoop loop = new EventLoop();
        TlsFront tls =
            TlsFront.of(loop, server, authority.issue("127.0.0.1"), TlsFront.wanting(clients));
        Agent agent =
            start(
                "https://" + tls.address(),
                "20s",
                "tls: {ca_file: ca.pem, cert_file: agent.pem, key_file: agent.key}")) {
      awaitSuccess(agent, "page", 0);
      assertThat(agent.daemon().output()).contains("no TLS session: ");

      FleetFile.replace(folder.resolve("ca.pem"), authority.pem());
      awaitNodes(agent, one);
      tls.show(authority.issue("127.0.0.2"));
      awaitSuccess(agent, "page", 0);
      assertThat(nodes(agent)).containsExactly(one.toString());
      tls.show(authority.issue("127.0.0.1"));
      awaitSuccess(agent, "page", 1);
    }
  }

  private static void awaitUp(Agent agent, ScriptedNode node, String labels) {
    String series = "memcached_up{instance=%s, %s}".formatted(node, labels);
    agent.daemon().await(series, () -> agent.page("/metrics").containsKey(series));
  }

  private Agent start(String url, String timeout, String rest) {
    return new FleetFile(folder)
        .start(
            """
            poll: {interval: 100ms, timeout: 20s, connect_probe_interval: 0}
            discovery:
              - name: page
                labels: {pool: web}
                http: {url: "%s", interval: 50ms, timeout: %s, %s}
            """
                .formatted(url, timeout, rest));
  }
}

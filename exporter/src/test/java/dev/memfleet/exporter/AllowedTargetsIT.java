package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent connects to configured targets only, however an address is spelled. */
class AllowedTargetsIT {
  @TempDir Path folder;

  private final ScriptedNode allowed = new ScriptedNode(Script.minimal());
  private final int port = allowed.address().port();
  private final ScriptedNode forbidden = ScriptedNode.on(Script.minimal(), loopback(2), port);

  @AfterEach
  void stopNodes() {
    allowed.close();
    forbidden.close();
  }

  @Test
  void forbiddenAddress_inEverySpelling_seesNoConnection() throws Exception {
    Path socket = folder.resolve("secret.sock");
    try (ScriptedNode onPath = ScriptedNode.onPath(Script.minimal(), socket);
        Agent agent =
            start(
                "poll: {connect_probe_interval: 0}\nallowed_targets: [127.0.0.1/32, '*.good.test', '[::1]']")) {
      for (String target : spellings(socket)) {
        HttpResponse<String> response = scrape(agent, target);
        assertThat(response.statusCode()).as(target).isIn(400, 403);
        assertThat(response.body().lines()).as(target).hasSize(1);
      }
      assertThat(forbidden.accepted()).isZero();
      assertThat(onPath.accepted()).isZero();
      assertThat(allowed.accepted()).isZero();
      assertThat(agent.page("/-/self"))
          .containsEntry("memcached_exporter_scrape_errors_total{reason=forbidden}", 11.0)
          .containsEntry("memcached_exporter_scrape_errors_total{reason=bad_target}", 11.0);

      for (String target : List.of("127.0.0.1:", "[::ffff:127.0.0.1]:", "here.test:")) {
        assertThat(scrape(agent, target + port).body()).as(target).contains("memcached_up 1");
      }
      assertThat(scrape(agent, "a.good.test:" + port).body()).contains("memcached_up 1");
      assertThat(forbidden.accepted()).isEqualTo(1);
    }
  }

  private List<String> spellings(Path socket) {
    return List.of(
        "127.0.0.2:" + port,
        "[::ffff:127.0.0.2]:" + port,
        "[::ffff:7f00:2]:" + port,
        "[0:0:0:0:0:ffff:7f00:0002]:" + port,
        "evil.test:" + port,
        "EVIL.test:" + port,
        "evil.good.test.evil.test:" + port,
        "good.test:" + port,
        "127.0.0.3:" + port,
        socket.toString(),
        "2130706434:" + port,
        "0x7f000002:" + port,
        "0x7f.0.0.2:" + port,
        "0177.0.0.2:" + port,
        "127.2:" + port,
        "127.0.0.2\0:" + port,
        "127.0.0.1@127.0.0.2:" + port,
        "127.0.0.1:" + port + "\r\nHost: 127.0.0.2",
        "http://127.0.0.2:" + port,
        "file:///etc/passwd",
        "[::127.0.0.2%lo]:" + port,
        "127.0.0.1:" + port + "#127.0.0.2");
  }

  @Test
  void withoutAllowedTargets_onlyKnownNodesMayBeScraped() throws Exception {
    try (Agent agent = start("nodes: [{address: '%s'}]".formatted(allowed.address()))) {
      assertThat(scrape(agent, allowed.address().toString()).body()).contains("memcached_up 1");
      HttpResponse<String> refused = scrape(agent, forbidden.address().toString());
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body())
          .isEqualTo(
              "%s is neither a known node nor among allowed_targets\n"
                  .formatted(forbidden.address()));
      assertThat(forbidden.accepted()).isZero();
    }
  }

  @Test
  void withoutAFile_anythingMayBeScraped_andTheLogSaysSo() throws Exception {
    try (Agent agent = Agent.start(folder, "--memcached.address=")) {
      assertThat(scrape(agent, forbidden.address().toString()).body()).contains("memcached_up 1");
      assertThat(agent.daemon().output()).contains("any target may be scraped");
    }
  }

  @Test
  void reload_ofAllowedTargets_takesEffectAtOnce() throws Exception {
    try (Agent agent = start("allowed_targets: ['%s']".formatted(allowed.address()))) {
      String target = allowed.address().toString();
      assertThat(scrape(agent, target).statusCode()).isEqualTo(200);
      write("allowed_targets: []");
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
      assertThat(scrape(agent, target).statusCode()).isEqualTo(403);
      allowed.awaitOpen(0);
    }
  }

  private Agent start(String config) throws IOException {
    Map<String, String> hosts =
        Map.of(
            "evil.test", "127.0.0.2",
            "evil.good.test.evil.test", "127.0.0.2",
            "good.test", "127.0.0.2",
            "a.good.test", "127.0.0.2",
            "here.test", "127.0.0.1");
    StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
    hosts.forEach((name, address) -> lines.append(address).append(' ').append(name).append('\n'));
    Path file = Files.writeString(folder.resolve("hosts"), lines);
    String[] jvm = {"-Djdk.net.hosts.file=" + file};
    return Agent.startWith(folder, jvm, "--config.file=" + write(config));
  }

  private Path write(String config) throws IOException {
    return Files.writeString(folder.resolve("fleet.yml"), config);
  }

  private static HttpResponse<String> scrape(Agent agent, String target) {
    return agent.get("/scrape?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8));
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}

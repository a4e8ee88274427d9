package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.NameServer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose name starts to resolve to another machine while the old one still answers. */
class MovingNameIT {
  @TempDir Path folder;

  private final ScriptedNode one = new ScriptedNode(Script.minimal());
  private final int port = one.address().port();
  private final ScriptedNode two;

  MovingNameIT() throws Exception {
    two = ScriptedNode.on(Script.minimal(), InetAddress.getByName("127.0.0.2"), port);
  }

  @AfterEach
  void stopNodes() {
    one.close();
    two.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interval: 100ms, connect_probe_interval: 0",
        "interval: 100ms, connect_probe_interval: 100ms",
        "interval: 100ms, reconnect: true"
      })
  void nodeThatIsPolled_isFollowed(String poll) throws Exception {
    try (NameServer dns = withTheFirst();
        Agent agent =
            start(
                dns,
                "poll: {timeout: 20s, " + poll + "}\nnodes: [{address: '" + node() + "'}]\n")) {
      one.await(() -> one.requests().size() >= 8);
      assertThat(two.accepted()).isZero();

      dns.serve("cache.test", List.of("127.0.0.2"));
      two.await(() -> two.requests().size() >= 8);
      one.awaitOpen(0);
      int asked = one.requests().size();
      int polls = two.requests().size();
      two.await(() -> two.requests().size() >= polls + 20);
      assertThat(one.requests()).hasSize(asked);
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_up{instance=%s}".formatted(node()), 1.0);
    }
  }

  @Test
  void nodeThatIsScraped_isFollowed_alsoAfterAReload() throws Exception {
    try (NameServer dns = withTheFirst();
        Agent agent =
            start(
                dns,
                "poll: {interval: 0s, timeout: 20s}\nnodes: [{address: '" + node() + "'}]\n")) {
      assertThat(scrape(agent)).isEqualTo(1.0);
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
      dns.serve("cache.test", List.of("127.0.0.2"));
      agent.daemon().await("following", () -> scrape(agent) == 1.0 && two.accepted() > 0);
      one.awaitOpen(0);
    }
  }

  @Test
  void targetThatOnlyPrometheusKnows_isFollowed() throws Exception {
    try (NameServer dns = withTheFirst();
        Agent agent = start(dns, "poll: {timeout: 20s}\nallowed_targets: ['*.test']\n")) {
      assertThat(scrape(agent)).isEqualTo(1.0);
      dns.serve("cache.test", List.of("127.0.0.2"));
      agent.daemon().await("following", () -> scrape(agent) == 1.0 && two.accepted() > 0);
      one.awaitOpen(0);
    }
  }

  @Test
  void nameServerThatDies_costsNoNode() throws Exception {
    try (NameServer dns = withTheFirst();
        Agent agent =
            start(
                dns,
                "poll: {interval: 100ms, timeout: 20s}\nnodes: [{address: '" + node() + "'}]\n")) {
      one.await(() -> one.requests().size() >= 8);
      dns.stop();
      int polls = one.requests().size();
      one.await(() -> one.requests().size() >= polls + 40);
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_up{instance=%s}".formatted(node()), 1.0);
      assertThat(one.accepted()).isLessThanOrEqualTo(2);
    }
  }

  private double scrape(Agent agent) {
    return agent.page("/scrape?target=" + node()).getOrDefault("memcached_up{}", -1.0);
  }

  private String node() {
    return "cache.test:" + port;
  }

  private NameServer withTheFirst() {
    NameServer dns = NameServer.ofTheSystem(folder, 1);
    dns.serve("cache.test", List.of("127.0.0.1"));
    return dns;
  }

  private Agent start(NameServer dns, String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("fleet.yml"), yaml);
    String options = "nameserver " + dns.ip() + "\n";
    Path resolvConf = Files.writeString(folder.resolve("resolv.conf"), options);
    return Agent.startResolvingBy(resolvConf, folder, "--config.file=" + file);
  }
}

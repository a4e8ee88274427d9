package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.awaitSuccess;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.NameServer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes from a real name server. */
class DnsDiscoveryIT {
  @TempDir Path folder;

  private final ScriptedNode node = new ScriptedNode(Script.minimal());
  private final int port = node.address().port();

  @AfterEach
  void stopNode() {
    node.close();
  }

  @Test
  void addresses_thatComeAndGo_areFollowed() throws Exception {
    try (NameServer dns = withOneAddress(0);
        Agent agent = start(dns, addresses())) {
      awaitNodes(agent, node);

      dns.serve("cache.test", List.of("127.0.0.1", "127.0.0.2"));
      awaitNodes(agent, node, "127.0.0.2:" + port);
      dns.serve("cache.test", List.of("127.0.0.1"));
      awaitNodes(agent, node);
      awaitSuccess(agent, "dns", 1);
      assertThat(node.accepted()).isEqualTo(1);
    }
  }

  @Test
  void replyTooLongForUdp_isReadOverTcp() {
    try (NameServer dns = new NameServer(folder, 0)) {
      List<String> addresses = IntStream.rangeClosed(1, 100).mapToObj(i -> "127.0.1." + i).toList();
      dns.serve("cache.test", addresses);
      try (Agent agent = start(dns, "names: [cache.test], type: A+AAAA, port: 1")) {
        agent.daemon().await("watching 100 nodes", () -> nodes(agent).size() == 100);
      }
    }
  }

  @Test
  void services_areNodesByTheirName() throws Exception {
    String service = "--srv-host=_memcached._tcp.test,localhost," + port;
    try (NameServer dns = new NameServer(folder, 0, service);
        Agent agent = start(dns, "names: [_memcached._tcp.test]")) {
      awaitNodes(agent, "localhost:" + port);
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_up{instance=localhost:%d, pool=d}".formatted(port), 1.0);
    }
  }

  @Test
  void nameThatGoes_andServerThatDies_keepTheNodes() throws Exception {
    try (NameServer dns = withOneAddress(0);
        Agent agent = start(dns, addresses())) {
      awaitNodes(agent, node);

      dns.serve("other.test", List.of("127.0.0.1"));
      awaitSuccess(agent, "dns", 0);
      assertThat(agent.daemon().output()).contains("source=dns err=\"A cache.test: no such name");
      dns.serve("cache.test", List.of("127.0.0.1"));
      awaitSuccess(agent, "dns", 1);

      dns.stop();
      awaitSuccess(agent, "dns", 0);
      assertThat(nodes(agent)).containsExactly(node.toString());
      dns.restart();
      awaitSuccess(agent, "dns", 1);
      assertThat(node.accepted()).isEqualTo(1);
    }
  }

  @Test
  void nameWithoutSuchRecords_hasNoNodes() {
    try (NameServer dns = withOneAddress(0);
        Agent agent = start(dns, "names: [cache.test], type: AAAA")) {
      awaitSuccess(agent, "dns", 1);
      assertThat(nodes(agent)).isEmpty();
    }
  }

  @Test
  void recordsThatLive_areAskedForWhenTheyHaveLived() throws Exception {
    try (NameServer dns = withOneAddress(1);
        Agent agent = start(dns, addresses())) {
      awaitNodes(agent, node);
      long asked = dns.asked("cache.test");
      int polls = node.requests().size();
      node.await(() -> node.requests().size() >= polls + 4 * 4);
      assertThat(dns.asked("cache.test") - asked).isBetween(0L, 3L);
      dns.serve("cache.test", List.of("127.0.0.1", "127.0.0.3"));
      awaitNodes(agent, node, "127.0.0.3:" + port);
    }
  }

  private NameServer withOneAddress(int ttlSeconds) {
    NameServer dns = new NameServer(folder, ttlSeconds);
    dns.serve("cache.test", List.of("127.0.0.1"));
    return dns;
  }

  private String addresses() {
    return "names: [cache.test], type: A, port: %d".formatted(port);
  }

  private Agent start(NameServer dns, String rest) {
    return new FleetFile(folder)
        .start(
            """
            poll: {interval: 250ms, timeout: 20s, connect_probe_interval: 0}
            discovery:
              - name: dns
                labels: {pool: d}
                dns: {servers: ["%s"], min_interval: 20ms, max_interval: 1h, timeout: 500ms, %s}
            """
                .formatted(dns.address(), rest));
  }
}

package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.awaitSource;
import static dev.memfleet.exporter.peer.FleetFile.awaitSuccess;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.fake.AuthFileNode;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.fake.TlsFront;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes from a cluster's configuration endpoint, which is the reference server. */
class ClusterDiscoveryIT {
  @TempDir Path folder;

  @Test
  void cluster_thatChanges_isFollowed_andOutlivesItsEndpoint() throws Exception {
    Path cluster = FleetFile.replace(folder.resolve("cluster"), "1\n");
    try (ScriptedNode one = new ScriptedNode(Script.minimal());
        ScriptedNode two = new ScriptedNode(Script.minimal());
        CacheNode endpoint = CacheNode.reference(folder, "c", "--cluster-config=" + cluster);
        Agent agent = start(endpoint.address(), "20s")) {
      awaitSuccess(agent, "aws", 1);
      assertThat(nodes(agent)).isEmpty();

      FleetFile.replace(cluster, "2\none.test|127.0.0.1|%d\n".formatted(one.address().port()));
      awaitNodes(agent, one);
      awaitSource(agent, "memcached_cluster_config_version", "aws", version -> version == 2);
      assertThat(agent.page("/metrics"))
          .containsEntry("memcached_up{host=one.test, instance=%s, pool=c}".formatted(one), 1.0);

      FleetFile.replace(
          cluster,
          "3 one.test|127.0.0.1|%d localhost||%d"
              .formatted(one.address().port(), two.address().port()));
      awaitNodes(agent, one, "localhost:" + two.address().port());

      endpoint.stop();
      awaitSuccess(agent, "aws", 0);
      awaitSource(agent, "memcached_cluster_discovery_success", "aws", success -> success == 0);
      awaitSource(agent, "memcached_cluster_config_version", "aws", version -> version == 3);
      assertThat(nodes(agent)).hasSize(2);
      assertThat(agent.daemon().output())
          .contains("level=warn msg=\"source failed\" source=aws err=");

      FleetFile.replace(cluster, "4 ignored|127.0.0.1|%d".formatted(two.address().port()));
      endpoint.restart();
      awaitNodes(agent, two);
      awaitSource(agent, "memcached_cluster_discovery_success", "aws", success -> success == 1);
      one.awaitOpen(0);
    }
  }

  @Test
  void endpointThatIsNone_isAFailure_andTheAgentIsReadyAllTheSame() throws Exception {
    try (GarbageNode garbage = GarbageNode.noise();
        SilentNode silent = new SilentNode();
        CacheNode memcached = CacheNode.memcached(folder, "m")) {
      for (String address :
          new String[] {
            garbage.address().toString(), silent.address().toString(), memcached.address()
          }) {
        try (Agent agent = start(address, "500ms")) {
          awaitSuccess(agent, "aws", 0);
          assertThat(nodes(agent)).isEmpty();
        }
      }
    }
  }

  @Test
  void endpoint_isAskedByTheProfileOfItsSource() throws Exception {
    Authority authority = new Authority("endpoints");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    Files.writeString(folder.resolve("password"), "hunter2");
    try (EventLoop loop = new EventLoop();
        AuthFileNode node = new AuthFileNode("agent", "hunter2");
        TlsFront endpoint = TlsFront.of(loop, node, authority.issue("127.0.0.1"))) {
      int port = endpoint.address().port();
      node.apply(Script.minimal().butCluster("7\n|127.0.0.1|" + port));
      try (Agent agent =
          new FleetFile(folder)
              .start(
                  """
                  poll: {interval: 100ms, timeout: 20s, connect_probe_interval: 0}
                  profiles:
                    prod:
                      tls: {ca_file: ca.pem}
                      auth: {username: agent, password_file: password}
                  discovery:
                    - {name: aws, profile: prod, cluster: {endpoint: "%s", interval: 100ms}}
                  """
                      .formatted(endpoint.address()))) {
        awaitNodes(agent, endpoint.address());
        assertThat(agent.page("/metrics"))
            .containsEntry("memcached_up{instance=%s}".formatted(endpoint.address()), 1.0)
            .containsEntry("memcached_cluster_nodes{source=aws}", 1.0)
            .containsEntry(
                "memcached_cluster_node_info{ip=127.0.0.1, node=, port=%d, source=aws}"
                    .formatted(port),
                1.0);

        node.change("agent", "hunter3");
        awaitSuccess(agent, "aws", 0);
        assertThat(agent.daemon().output())
            .contains("source=aws err=\"the node refused the credentials")
            .doesNotContain("hunter");
        FleetFile.replace(folder.resolve("password"), "hunter3");
        awaitSuccess(agent, "aws", 1);
      }
    }
  }

  private Agent start(String endpoint, String timeout) {
    return new FleetFile(folder)
        .start(
            """
            poll: {interval: 100ms, timeout: 20s, connect_probe_interval: 0}
            discovery:
              - name: aws
                labels: {pool: c}
                cluster: {endpoint: "%s", interval: 100ms, timeout: %s}
            """
                .formatted(endpoint, timeout));
  }
}

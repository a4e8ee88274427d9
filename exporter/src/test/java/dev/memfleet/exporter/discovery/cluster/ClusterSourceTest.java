package dev.memfleet.exporter.discovery.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.Connector;
import dev.memfleet.exporter.discovery.SourceRecorder.RecordedAnswer;
import dev.memfleet.exporter.discovery.SourceRunner;
import dev.memfleet.exporter.discovery.cluster.ClusterEndpoint.ConnectTo;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.server.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ClusterSourceTest {
  @RegisterExtension static final SourceRunner RUNNER = new SourceRunner();

  private static final String CONFIG = "12\none.test|127.0.0.1|11211 two.test||11212\n";

  @TempDir Path folder;

  private final ScriptedNode endpoint = new ScriptedNode(Script.silence());

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private static Script answering(String question, String head, String config) {
    return Script.answers(
        Map.of(question, "%s 0 %d\r\n%s\r\nEND\r\n".formatted(head, config.length(), config)));
  }

  @ParameterizedTest
  @EnumSource
  void nodes_areCalledAsIsWanted_orElseByWhatThereIs(ConnectTo connectTo) throws Exception {
    String config = CONFIG.strip() + " three.test|2001:db8::3|11213\n";
    endpoint.apply(answering("config get cluster", "CONFIG cluster", config));

    assertThat(start(endpoint.address(), connectTo, 20_000))
        .isEqualTo(
            new RecordedAnswer(
                List.of(
                    switch (connectTo) {
                      case IP -> "127.0.0.1:11211{host=one.test}";
                      case NAME -> "one.test:11211{host=one.test}";
                    },
                    "two.test:11212{host=two.test}",
                    switch (connectTo) {
                      case IP -> "[2001:db8::3]:11213{host=three.test}";
                      case NAME -> "three.test:11213{host=three.test}";
                    }),
                List.of()));
    endpoint.awaitOpen(0);
  }

  @Test
  void olderEngine_isAskedForItsKey() throws Exception {
    endpoint.apply(
        answering("get AmazonElastiCache:cluster", "VALUE AmazonElastiCache:cluster", CONFIG));

    assertThat(start(endpoint.address(), ConnectTo.IP, 20_000).nodes()).hasSize(2);
    assertThat(endpoint.requests())
        .startsWith("config get cluster", "get AmazonElastiCache:cluster");
  }

  @Test
  void nodeThatKnowsNoCluster_isAFailure() throws Exception {
    endpoint.apply(Script.answers(Map.of("get AmazonElastiCache:cluster", "END\r\n")));

    assertThat(start(endpoint.address(), ConnectTo.IP, 20_000))
        .isEqualTo(
            new RecordedAnswer(
                List.of(), List.of("the endpoint has no cluster configuration: END")));
    endpoint.awaitOpen(0);
  }

  @Test
  void failures_areReported_andEndWhenTheEndpointAnswers() throws Exception {
    start(endpoint.address(), ConnectTo.IP, 300);
    RUNNER
        .recorder()
        .await(answer -> answer.problems().contains("no complete answer within 300 ms"));
    endpoint.apply(Script.close());
    RUNNER
        .recorder()
        .await(answer -> answer.problems().contains("the endpoint closed the connection"));
    endpoint.apply(Script.sendAndClose("hello\r\n"));
    RUNNER
        .recorder()
        .await(answer -> answer.problems().contains("neither a configuration nor an error: hello"));
    endpoint.apply(answering("config get cluster", "CONFIG cluster", "1\n|127.0.0.1|99999\n"));
    RUNNER.recorder().await(answer -> answer.problems().toString().contains("port out of range"));
    endpoint.apply(answering("config get cluster", "CONFIG cluster", CONFIG));
    RUNNER.recorder().await(answer -> answer.problems().isEmpty() && answer.nodes().size() == 2);
    endpoint.stop();
    RUNNER.recorder().await(answer -> answer.problems().toString().contains("cannot connect to"));
  }

  @Test
  void referenceServer_isUnderstood() throws Exception {
    Path file = Files.writeString(folder.resolve("cluster"), CONFIG);
    try (Server server =
        Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1", "--cluster-config=" + file)) {
      NodeAddress address = NodeAddress.parse("127.0.0.1:" + server.port());
      assertThat(start(address, ConnectTo.IP, 20_000).nodes()).hasSize(2);
      Files.writeString(file, "13");
      RUNNER.recorder().await(answer -> answer.nodes().isEmpty() && answer.problems().isEmpty());
    }
  }

  private RecordedAnswer start(NodeAddress address, ConnectTo connectTo, long timeoutMillis)
      throws Exception {
    ClusterEndpoint config =
        new ClusterEndpoint(
            address, connectTo, Duration.ofMillis(10), Duration.ofMillis(timeoutMillis));
    return RUNNER.start(vertx -> new ClusterSource(vertx, config, new Connector(vertx)));
  }
}

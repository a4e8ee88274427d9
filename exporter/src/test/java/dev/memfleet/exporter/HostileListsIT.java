package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.awaitSuccess;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.NodesServer;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.TwoNodes;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of nodes that no honest inventory has, read with the heap that the launcher gives. */
class HostileListsIT {
  private static final String[] LAUNCHER = {"-Xss512k", "-Xmx128m", "-XX:+ExitOnOutOfMemoryError"};
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;
  @RegisterExtension final TwoNodes fakes = new TwoNodes();

  private final ScriptedNode one = fakes.one();
  private final ScriptedNode two = fakes.two();
  private final NodesServer server = new NodesServer();

  /** A document, and what the agent says of it. */
  enum Hostile {
    MERGES_ITSELF("[&b {<<: *b, \"targets\": []}]", "alias within the value"),
    MERGES_ITSELF_IN_BLOCKS("- &b {<<: *b}\n", "alias within the value"),
    WHITE_SPACE(" ".repeat(7 * MEBIBYTE) + "- targets: []\n", "longer than"),
    ONE_KEY("- {\"" + "k".repeat(7 * MEBIBYTE) + "\": 1}\n", "longer than"),
    GROUPS("[" + "{\"targets\":[]},".repeat(MEBIBYTE / 8) + "[]]", "expected a mapping"),
    VALUES("[{\"targets\":[" + "\"a\",".repeat(MEBIBYTE) + "\"a\"]}]", "more than"),
    MISTAKES("[" + "1,".repeat(MEBIBYTE) + "1]", "more problems"),
    MANY_NODES(targets(30_000), "too many nodes for the heap");

    private final String text;
    private final String message;

    Hostile(String text, String message) {
      this.text = text;
      this.message = message;
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void list_isRefusedWithAMessage_andItsLastGoodNodesStay_andOthersGoOn(Hostile hostile)
      throws Exception {
    server.serve(NodesServer.list(one.toString()));
    String end = hostile.text.startsWith("[{\"") || hostile == Hostile.MISTAKES ? "json" : "yml";
    Path list = FleetFile.replace(folder.resolve("list." + end), targets(0));
    Path good = FleetFile.replace(folder.resolve("good.yml"), "[]");
    try (Agent agent = new FleetFile(folder).start(config(list, good), LAUNCHER)) {
      awaitNodes(agent, one);

      server.serve(hostile.text);
      FleetFile.replace(list, hostile.text);
      awaitSuccess(agent, "page", 0);
      awaitSuccess(agent, "list", 0);
      FleetFile.replace(good, "- targets: [\"%s\"]".formatted(two));
      awaitNodes(agent, one, two);
      assertThat(agent.daemon().output()).contains(hostile.message);
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);

      server.serve("[]");
      FleetFile.replace(list, "[]");
      awaitSuccess(agent, "page", 1);
      awaitSuccess(agent, "list", 1);
      awaitNodes(agent, two);
    }
  }

  private String config(Path list, Path good) {
    return """
        poll: {connect_probe_interval: 0}
        discovery:
          - {name: page, http: {url: "%s", interval: 50ms}}
          - {name: list, file: {paths: ["%s"], interval: 50ms}}
          - {name: good, file: {paths: ["%s"], interval: 50ms}}
        """
        .formatted(server.url("/"), list, good);
  }

  @Test
  void fleetFile_thatMergesItself_isRefused_andTheNextOneIsRead() throws Exception {
    String good = "nodes: [{address: \"%s\"}]\n".formatted(one);
    try (Agent agent = new FleetFile(folder).start(good, LAUNCHER)) {
      awaitNodes(agent, one);
      for (String bad :
          new String[] {
            "nodes: [&b {<<: *b, address: a}]\n",
            "nodes: []\n" + " ".repeat(7 * MEBIBYTE) + "\n",
            "nodes: [" + "a,".repeat(MEBIBYTE) + "a]\n"
          }) {
        FleetFile.replace(folder.resolve("fleet.yml"), bad);
        assertThat(agent.post("/-/reload").statusCode()).isEqualTo(400);
        assertThat(nodes(agent)).containsExactly(one.toString());
      }
      FleetFile.replace(folder.resolve("fleet.yml"), good + "instance_label: instance\n");
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void fleetFile_ofThirtyThousandNodes_leavesTheAgentAlive() throws Exception {
    String nodes =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "  - {address: \"%s\"}\n".formatted(address(i)))
            .collect(Collectors.joining("", "nodes:\n", ""));
    try (Agent agent = new FleetFile(folder).start(nodes, LAUNCHER)) {
      assertThat(agent.daemon().output())
          .contains("source=static err=\"too many nodes for the heap: its 9")
          .contains("msg=ready nodes=0");
      FleetFile.replace(folder.resolve("fleet.yml"), "nodes: [{address: \"%s\"}]\n".formatted(one));
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
      awaitNodes(agent, one);
    }
  }

  @Test
  void listOfThousandsOfNodes_isPolled() throws Exception {
    Path list = Files.writeString(folder.resolve("list.json"), targets(3_000));
    Path good = FleetFile.replace(folder.resolve("good.yml"), "[]");
    server.serve("[]");
    try (Agent agent = new FleetFile(folder).start(config(list, good), LAUNCHER)) {
      awaitNodes(agent, IntStream.range(0, 3_000).mapToObj(HostileListsIT::address).toArray());
    }
  }

  /** A list of nodes, on one line; nothing listens at their addresses. */
  private static String targets(int nodes) {
    return IntStream.range(0, nodes)
        .mapToObj(i -> "\"" + address(i) + "\"")
        .collect(
            Collectors.joining(", ", "[{\"targets\": [", "], \"labels\": {\"pool\": \"p\"}}]"));
  }

  private static String address(int number) {
    return "127.%d.%d.%d:1".formatted(100 + number / 62_500, number / 250 % 250, 1 + number % 250);
  }
}

package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.FleetFile.awaitNodes;
import static dev.memfleet.exporter.peer.FleetFile.awaitSource;
import static dev.memfleet.exporter.peer.FleetFile.awaitSuccess;
import static dev.memfleet.exporter.peer.FleetFile.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.TlsFront;
import dev.memfleet.exporter.fake.TwoNodes;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import dev.memfleet.exporter.peer.Resources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that files name, come and go with them. */
class FileDiscoveryIT {
  private static final String CONFIG =
      """
      poll: {interval: 500ms, timeout: 20s, connect_probe_interval: 0}
      discovery:
        - name: files
          labels: {pool: web}
          file: {paths: ["nodes/*.json", nodes/one.yml], interval: 20ms}
      """;

  @TempDir Path folder;
  @RegisterExtension final TwoNodes fakes = new TwoNodes();

  private final ScriptedNode one = fakes.one();
  private final ScriptedNode two = fakes.two();

  @Test
  void files_thatComeAndGoAndChange_areFollowed() throws Exception {
    Path nodes = Files.createDirectory(folder.resolve("nodes"));
    try (Agent agent = new FleetFile(folder).start(CONFIG)) {
      awaitSuccess(agent, "files", 0);
      assertThat(agent.page("/-/self"))
          .containsEntry("memcached_exporter_discovery_nodes{source=files}", 0.0)
          .doesNotContainKey(
              "memcached_exporter_discovery_last_success_timestamp_seconds{source=files}");
      assertThat(agent.daemon().output())
          .contains("source=files err=\"" + nodes + "/one.yml: no such");

      FleetFile.replace(nodes.resolve("one.yml"), "- targets: [\"%s\"]".formatted(one));
      awaitNodes(agent, one);
      awaitSuccess(agent, "files", 1);
      awaitSource(
          agent,
          "memcached_exporter_discovery_last_success_timestamp_seconds",
          "files",
          time -> Math.abs(time - System.currentTimeMillis() / 1000.0) < 60);

      Files.writeString(
          nodes.resolve("two.json"),
          "[{\"targets\": [\"%s\"], \"labels\": {\"zone\": \"b\", \"__meta_x\": \"y\"}}]"
              .formatted(two));
      awaitNodes(agent, one, two);
      agent
          .daemon()
          .await("labelled", () -> agent.page("/metrics").containsKey(up(two, "pool=web, zone=b")));

      FleetFile.replace(
          nodes.resolve("one.yml"), "- {targets: [\"%s\"], labels: {pool: canary}}".formatted(one));
      agent
          .daemon()
          .await("relabelled", () -> agent.page("/metrics").containsKey(up(one, "pool=canary")));

      Files.delete(nodes.resolve("two.json"));
      awaitNodes(agent, one);
      two.awaitOpen(0);
      assertThat(one.accepted()).isEqualTo(1);
    }
  }

  @Test
  void badFile_keepsWhatItLastSaid() throws Exception {
    Path nodes = Files.createDirectory(folder.resolve("nodes"));
    String good = "[{\"targets\": [\"%s\"]}]".formatted(one);
    Path json = FleetFile.replace(nodes.resolve("one.json"), good);
    FleetFile.replace(nodes.resolve("one.yml"), "[]");
    try (Agent agent = new FleetFile(folder).start(CONFIG)) {
      awaitNodes(agent, one);

      for (String bad :
          new String[] {
            good.substring(0, good.length() - 3),
            "",
            "[{\"targets\": [\"http://%s/\"]}]".formatted(two),
            "[{\"targets\": [\"%s\"], \"labels\": {\"slab\": \"1\"}}]".formatted(two),
            "{\"status\": \"error\"}"
          }) {
        Files.writeString(json, bad);
        awaitSuccess(agent, "files", 0);
        assertThat(nodes(agent)).containsExactly(one.toString());
        Files.writeString(json, good);
        awaitSuccess(agent, "files", 1);
      }
      assertThat(agent.daemon().output()).contains("source=files err=\"" + json + ":1:");
      Files.delete(nodes.resolve("one.yml"));
      awaitSuccess(agent, "files", 0);
      assertThat(nodes(agent)).containsExactly(one.toString());
      assertThat(one.accepted()).isEqualTo(1);
    }
  }

  @Test
  void listThatNamesAProfile_waitsUntilThereIsSuchAProfile() throws Exception {
    Authority authority = new Authority("nodes");
    Files.writeString(folder.resolve("ca.pem"), authority.pem());
    Path nodes = Files.createDirectory(folder.resolve("nodes"));
    FleetFile.replace(nodes.resolve("one.yml"), "- targets: [\"%s\"]".formatted(one));
    try (EventLoop loop = new EventLoop();
        TlsFront secure = TlsFront.of(loop, two, authority.issue("127.0.0.1"));
        Agent agent = new FleetFile(folder).start(CONFIG)) {
      awaitNodes(agent, one);
      FleetFile.replace(
          nodes.resolve("two.json"),
          "[{\"targets\": [\"%s\"], \"labels\": {\"__profile__\": \"secure\"}}]"
              .formatted(secure.address()));
      awaitSuccess(agent, "files", 0);
      assertThat(agent.daemon().output()).contains("unknown profile \\\"secure\\\"");
      assertThat(nodes(agent)).containsExactly(one.toString());

      FleetFile.replace(
          folder.resolve("fleet.yml"), CONFIG + "profiles: {secure: {tls: {ca_file: ca.pem}}}\n");
      assertThat(agent.post("/-/reload").statusCode()).isEqualTo(200);
      awaitNodes(agent, one, secure.address());
      awaitSuccess(agent, "files", 1);
      String up = "memcached_up{instance=%s, pool=web}".formatted(secure.address());
      agent.daemon().await(up, () -> agent.page("/metrics").getOrDefault(up, 0.0) == 1);
      assertThat(one.accepted()).isEqualTo(1);
    }
  }

  @Test
  void nodeThatFlaps_leavesTheOthersAloneAndNothingBehind() throws Exception {
    Path nodes = Files.createDirectory(folder.resolve("nodes"));
    FleetFile.replace(nodes.resolve("one.yml"), "[]");
    Path json = nodes.resolve("flapping.json");
    String with = "[{\"targets\": [\"%s\", \"%s\"]}]".formatted(one, two);
    String without = "[{\"targets\": [\"%s\"]}]".formatted(one);
    FleetFile.replace(json, with);
    try (Agent agent = new FleetFile(folder).start(CONFIG)) {
      awaitNodes(agent, one, two);
      Resources before = Resources.of(agent);
      int connections = two.accepted();
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      int flaps = 0;
      while (System.nanoTime() < end) {
        FleetFile.replace(json, without);
        awaitNodes(agent, one);
        FleetFile.replace(json, with);
        awaitNodes(agent, one, two);
        flaps++;
      }
      assertThat(flaps).isGreaterThan(10);
      assertThat(two.accepted() - connections).isBetween(1, flaps);
      assertThat(one.accepted()).isEqualTo(1);
      one.awaitOpen(1);
      two.awaitOpen(1);
      Resources.of(agent).assertNoMoreThan(before);
    }
  }

  private static String up(ScriptedNode node, String labels) {
    return "memcached_up{instance=%s, %s}".formatted(node, labels);
  }
}

package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.FleetFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsIT {
  private static final String CONFIG =
      """
      nodes:
        - {address: "10.0.0.11", labels: {pool: sessions}}
      discovery:
        - {name: files, labels: {pool: pages}, file: {paths: [nodes.json], interval: 100ms}}
        - {name: lost, file: {paths: [missing.json]}}
      """;

  @TempDir Path folder;

  @Test
  void nodesAndSources_areListed_withWhatCouldNotBeFound() throws Exception {
    Path file = write("10.0.0.12:11211");

    VerbRun run = VerbRun.of("targets", "--config.file=" + file);

    assertThat(run.status()).isEqualTo(1);
    run.with(folder + "/", "").isInReadme("targets");
    assertThat(VerbRun.of("targets", "--config.file=" + file, "--pool=pages", "--format=csv").out())
        .isEqualTo("node,source,profile,labels\n10.0.0.12:11211,files,default,pool=pages\n");
  }

  @Test
  void agent_saysWhereItsNodesAreFrom() throws Exception {
    Path file = write("127.0.0.1:1");
    try (Agent agent = Agent.start(folder, "--config.file=" + file)) {
      VerbRun run = VerbRun.of("targets", "--url=http://" + agent.address());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .containsPattern("(?m)^10.0.0.11:11211 +static +default +pool=sessions$")
          .containsPattern("(?m)^127.0.0.1:1 +files +default +pool=pages$")
          .containsPattern("(?m)^lost +0 +failed$");
      assertThat(run.err()).isEqualTo("source lost: its last query failed\n");
    }
  }

  @Test
  void watch_printsWhatComesAndGoes() throws Exception {
    Path file = write("10.0.0.12:11211");
    try (Pty pty = new Pty(folder, "targets", "--watch", "--config.file=" + file)) {
      pty.await(
          "all",
          text ->
              text.contains("+ 10.0.0.12:11211 source=files") && text.contains("! source lost: "));
      write("10.0.0.13:11211");
      String change = pty.awaitText("+ 10.0.0.13:11211 source=files");
      assertThat(change).contains("- 10.0.0.12:11211 source=files");
      pty.type("\u0003");
      assertThat(pty.awaitText("<exit ")).contains("terminal restored");
    }
  }

  @Test
  void withoutAConfiguration_thereIsNothingToDiscover() {
    assertThat(VerbRun.of("targets").status()).isEqualTo(2);
    assertThat(VerbRun.of("targets", "--watch", "--format=json", "--config.file=x").status())
        .isEqualTo(2);
    assertThat(VerbRun.of("targets", "--config.file=/nowhere.yml").status()).isEqualTo(1);
    assertThat(VerbRun.of("targets", "--url=http://127.0.0.1:1").err())
        .contains("http://127.0.0.1:1/sd: ");
  }

  private Path write(String node) throws Exception {
    FleetFile.replace(
        folder.resolve("nodes.json"), "[{\"targets\": [\"" + node + "\"], \"labels\": {}}]");
    return Files.writeString(folder.resolve("fleet.yml"), CONFIG);
  }
}

package dev.memfleet.exporter.cli.verbs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.AgentJar;
import dev.memfleet.exporter.peer.CacheNode;
import dev.memfleet.exporter.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people run it. */
class VerbsJarIT {
  @TempDir Path folder;

  @Test
  void agent_loadsNothingOfTheVerbs() throws Exception {
    Path classes = folder.resolve("classes.log");
    try (CacheNode node = CacheNode.memcached(folder, "sessions");
        Agent agent =
            Agent.startWith(
                folder,
                new String[] {"-Xlog:class+load:file=" + classes},
                "--memcached.address=" + node.address())) {
      agent.page("/metrics");
      assertThat(Files.readString(classes))
          .contains("dev.memfleet.exporter.Exporter ")
          .doesNotContain("picocli", "org.jline", "dev.memfleet.exporter.cli.verbs");
    }
  }

  @Test
  void verbs_haveTheirExitStatus_andNothingButTheirOutput() {
    try (CacheNode node = CacheNode.memcached(folder, "sessions")) {
      assertThat(run("health", node.address()))
          .isEqualTo(
              new Command(
                  0,
                  """
                  === Cluster Health Check ===
                  ✓ %s - healthy

                  Healthy nodes: 1 / 1
                  Cluster status: HEALTHY
                  """
                      .formatted(node.address())));
      node.stop();
      assertThat(run("health", node.address()).status()).isEqualTo(2);
    }
    assertThat(run("versoin"))
        .isEqualTo(
            new Command(
                2,
                "memfleet-exporter: error: unknown verb \"versoin\" (did you mean version?), try"
                    + " memfleet-exporter --help\n"));
    assertThat(run("version").output()).startsWith("memfleet-exporter, version ");
  }

  @Test
  void terminal_hasColour_andAProgressBarOverManyNodes() throws Exception {
    String[] words = new String[31];
    words[0] = "health";
    for (int i = 1; i < words.length; i++) {
      words[i] = "127.0.0." + i + ":1";
    }
    try (Pty pty = new Pty(folder, words)) {
      assertThat(pty.awaitText("<exit "))
          .contains("\rasking [####", "30/30", "\r\u001b[K", "\u001b[31m✗ 127.0.0.9:1 - unhealthy")
          .contains("<exit 2, ");
    }
  }

  private Command run(String... words) {
    List<String> command = AgentJar.command();
    command.addAll(List.of(words));
    return Command.run(folder, command);
  }
}

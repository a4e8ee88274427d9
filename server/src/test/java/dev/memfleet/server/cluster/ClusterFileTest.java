package dev.memfleet.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFileTest {
  private static final String PAYLOAD = "12\none|127.0.0.1|11211 two||11212\n";

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("cluster"), "12\none|127.0.0.1|11211\ntwo||11212\n");
  }

  @Test
  void clients_getItInBothWays() throws Exception {
    try (Server server = start("--cluster-config=" + file);
        TextClient client = TextClient.connect(server.port())) {
      String reply = PAYLOAD.length() + "\r\n" + PAYLOAD + "\r\nEND\r\n";
      assertThat(client.exchange("config get cluster\r\n")).isEqualTo("CONFIG cluster 0 " + reply);
      assertThat(client.exchange("get AmazonElastiCache:cluster\r\n"))
          .isEqualTo("VALUE AmazonElastiCache:cluster 0 " + reply);
      assertThat(client.exchange("config get\r\n")).isEqualTo("ERROR\r\n");
      assertThat(client.exchange("config set cluster 0 1\r\n")).isEqualTo("ERROR\r\n");
      assertThat(client.exchange("config get cluster now\r\n")).isEqualTo("ERROR\r\n");
    }
  }

  @Test
  void itemOfThatKey_comesFirst() throws Exception {
    try (Server server = start("--cluster-config", file.toString());
        TextClient client = TextClient.connect(server.port())) {
      client.exchange("set AmazonElastiCache:cluster 5 0 1\r\nx\r\n");
      assertThat(client.exchange("get AmazonElastiCache:cluster\r\n"))
          .isEqualTo("VALUE AmazonElastiCache:cluster 5 1\r\nx\r\nEND\r\n");
    }
  }

  @Test
  void withoutTheFlag_repliesAreMemcacheds() throws Exception {
    try (Server server = start();
        TextClient client = TextClient.connect(server.port())) {
      assertThat(client.exchange("config get cluster\r\n")).isEqualTo("ERROR\r\n");
      assertThat(client.exchange("get AmazonElastiCache:cluster\r\n")).isEqualTo("END\r\n");
    }
  }

  @Test
  void change_isReread_andABadOnePassedOver() throws Exception {
    try (ClusterFile cluster = ClusterFile.open(file)) {
      cluster.startWatching();
      replace("13");
      awaitPayload(cluster, "13\n\n");
      replace("fourteen one|127.0.0.1|11211");
      Files.delete(file);
      replace("15 three|127.0.0.3|1");
      awaitPayload(cluster, "15\nthree|127.0.0.3|1\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "one|127.0.0.1|11211", "-1", "12 one", "12 one|1", "12 |127.0.0.1|1"})
  void fileThatIsNoConfiguration_isRefusedAtTheStart(String text) throws Exception {
    Files.writeString(file, text);

    assertThatThrownBy(() -> start("--cluster-config", file.toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + ": expected a version and nodes as name|ip|port");
  }

  @Test
  void missingFile_isRefusedAtTheStart() {
    assertThatThrownBy(() -> start("--cluster-config", folder.resolve("none").toString()))
        .hasMessageContaining("cluster configuration: cannot read " + folder.resolve("none"));
  }

  @Test
  void serverWithTooLittleMemory_leavesNoThread() throws Exception {
    String cluster = file.toString();
    assertThatThrownBy(() -> start("-L", "-m", "8", "--cluster-config", cluster))
        .isInstanceOf(IllegalArgumentException.class);
    Polling.until(
        Duration.ofSeconds(20),
        "no thread of the cluster configuration",
        () -> Optional.of(isWatched()).filter(watched -> !watched));
  }

  private static boolean isWatched() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("memfleet-cluster-config"));
  }

  private static Server start(String... flags) {
    String[] all = new String[flags.length + 6];
    System.arraycopy(new String[] {"-l", "127.0.0.1", "-p", "-1", "-t", "1"}, 0, all, 0, 6);
    System.arraycopy(flags, 0, all, 6, flags.length);
    return Server.start(all);
  }

  private static void awaitPayload(ClusterFile cluster, String expected) {
    Polling.until(
        Duration.ofSeconds(20),
        expected,
        () ->
            Optional.of(new String(cluster.payload(), StandardCharsets.UTF_8))
                .filter(expected::equals));
  }

  private void replace(String text) throws IOException {
    Path fresh = Files.writeString(folder.resolve("fresh"), text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}

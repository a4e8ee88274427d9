package dev.memfleet.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.config.UsageException;
import dev.memfleet.server.peer.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The health check against a server, against none, and against something else. */
class HealthTest {
  @TempDir private Path folder;

  private record Outcome(int status, String out, String err) {}

  @Test
  void word_comesFirst() {
    assertThat(Health.isAskedFor(List.of("health", "-p", "1"))).isTrue();
    assertThat(Health.isAskedFor(List.of("-p", "1", "health"))).isFalse();
    assertThat(Health.isAskedFor(List.of())).isFalse();
  }

  @Test
  void flagsOfProcess1_areThoseAfterTheJar() {
    assertThat(Health.programFlags(List.of("-p", "1"))).containsExactly("-p", "1");
    assertThat(Health.programFlags(List.of("-Xmx64m", "-jar", "memfleet-server.jar", "-p", "1")))
        .containsExactly("-p", "1");
    assertThat(Health.programFlags(List.of("-jar", "memfleet-server.jar"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "localhost"})
  void server_thatAnswers_isHealthy(String host) throws Exception {
    try (Server server = Server.start("-l", host, "-p", "-1", "-m", "4", "-t", "1")) {
      String port = String.valueOf(server.port());

      assertThat(check("memcached", "-l", host, "-p", port))
          .isEqualTo(new Outcome(0, "VERSION " + Server.VERSION + "\n", ""));
    }
  }

  @Test
  void server_thatSpeaksBinaryAlone_isHealthy() throws Exception {
    try (Server server = Server.start("-B", "binary", "-p", "-1", "-m", "4", "-t", "1")) {
      assertThat(check("-B", "binary", "-p", String.valueOf(server.port())))
          .isEqualTo(new Outcome(0, "VERSION " + Server.VERSION + "\n", ""));
    }
  }

  @Test
  void server_withTls_isHealthy() throws Exception {
    Pem pem = new Pem(folder).authority("ca").issue("ca", "own");
    String files = "ssl_chain_cert=" + pem.path("own.pem") + ",ssl_key=" + pem.path("own.key");
    try (Server server = Server.start("-Z", "-o", files, "-p", "-1", "-m", "4", "-t", "1")) {
      assertThat(check("-Z", "-o", files, "-p", String.valueOf(server.port())))
          .isEqualTo(new Outcome(0, "VERSION " + Server.VERSION + "\n", ""));
    }
  }

  @Test
  void server_thatWantsAClientCertificate_isHealthy() throws Exception {
    Pem pem = new Pem(folder).authority("ca").issue("ca", "own");
    String files =
        "ssl_verify_mode=2,ssl_chain_cert="
            + pem.path("own.pem")
            + ",ssl_key="
            + pem.path("own.key");
    try (Server server = Server.start("-Z", "-o", files, "-p", "-1", "-m", "4", "-t", "1")) {
      assertThat(check("-Z", "-o", files, "-p", String.valueOf(server.port())))
          .isEqualTo(new Outcome(0, "CLIENT_ERROR certificate required\n", ""));
    }
  }

  @Test
  void server_thatWantsALogin_isHealthy() throws Exception {
    String tokens = Files.writeString(folder.resolve("tokens"), "user:secret\n").toString();
    try (Server server = Server.start("-Y", tokens, "-p", "-1", "-m", "4", "-t", "1")) {
      assertThat(check("-Y", tokens, "-p", String.valueOf(server.port())))
          .isEqualTo(new Outcome(0, "CLIENT_ERROR unauthenticated\n", ""));
    }
  }

  @Test
  void server_onAUnixSocket_isHealthy() throws Exception {
    String path = folder.resolve("cache.sock").toString();
    Server server = Server.start("-s", path, "-m", "4", "-t", "1");
    try {
      assertThat(check("-s", path).status()).isZero();
    } finally {
      server.close();
    }
  }

  @Test
  void port_withoutAServer_isNotHealthy() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Outcome outcome = check("-p", String.valueOf(free));

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("memfleet-server: health: Connection refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERROR\r\n", "", "VERSIO"})
  void otherAnswer_isNotHealthy(String answer) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(other, answer));
      Outcome outcome = check("-p", String.valueOf(other.getLocalPort()));
      answered.join();

      assertThat(outcome)
          .isEqualTo(
              new Outcome(
                  1,
                  "",
                  "memfleet-server: health: version was answered with \"%s\" (expected VERSION ...)\n"
                      .formatted(answer.strip())));
    }
  }

  @Test
  void portOfTheSystemsChoice_isRefused() throws Exception {
    assertThat(check("-p", "-1").err())
        .isEqualTo(
            "memfleet-server: health: -p -1: no TCP port to connect to (expected 1 to 65535)\n");
  }

  private static void answer(ServerSocket listener, String answer) {
    try (Socket client = listener.accept()) {
      client.getInputStream().readNBytes("version\r\n".length());
      client.getOutputStream().write(answer.getBytes(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Outcome check(String... flags) throws UsageException {
    List<String> words = new ArrayList<>(List.of("health"));
    words.addAll(List.of(flags));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Health.check(words, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }
}

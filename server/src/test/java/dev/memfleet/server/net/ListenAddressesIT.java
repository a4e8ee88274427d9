package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.Software;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a server with several of them is reached at, by each transport. */
class ListenAddressesIT {
  private static final List<String> ASKED = List.of("127.0.0.1", "127.0.0.2", "::1");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final int CONNECT_MILLIS = 2000;

  @TempDir private Path folder;

  @AfterEach
  void chooseFreely() {
    System.clearProperty(Transports.PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::,0.0.0.0",
        "0.0.0.0,::",
        "::",
        "0.0.0.0",
        "*",
        "*:{port}",
        "::1,127.0.0.1",
        "[::]:{port},127.0.0.1:{port}",
        "127.0.0.2,::",
        "0.0.0.0,::1",
        "127.0.0.1,127.0.0.2",
        "[::1]",
        "localhost"
      })
  void server_isReachedWhereMemcachedIs(String interfaces) throws Exception {
    int port = freePort();
    String listen = interfaces.replace("{port}", String.valueOf(port));
    Set<String> expected = memcached(listen, port);
    for (Transport transport : Transports.usable()) {
      System.setProperty(Transports.PROPERTY, Transports.label(transport));
      try (Server server = Server.start("-l", listen, "-p", String.valueOf(port), "-t", "2")) {
        assertThat(server.port()).isEqualTo(port);
        assertThat(reached(port)).as(Transports.label(transport)).isEqualTo(expected);
      }
    }
  }

  @Test
  void name_ofTwoAddresses_isListenedToAtBoth() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 both.test\n::1 both.test\n");
    int port = freePort();
    try (CacheServer server =
        Software.startJava(List.of("-Djdk.net.hosts.file=" + hosts), "-l", "both.test:" + port)) {
      assertThat(server.process().isAlive()).isTrue();
      assertThat(reached(port)).containsExactly("127.0.0.1", "::1");
    }
  }

  private Set<String> memcached(String listen, int port) throws Exception {
    Path ports = folder.resolve("ports");
    ProcessBuilder memcached =
        new ProcessBuilder(
            Software.MEMCACHED.commandLine("-l", listen, "-p", String.valueOf(port)));
    memcached.inheritIO().environment().put("MEMCACHED_PORT_FILENAME", ports.toString());
    Process process = memcached.start();
    try {
      // Written when all sockets are bound.
      Polling.until(START_LIMIT, "memcached", () -> Optional.of(ports).filter(Files::exists));
      return reached(port);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Set<String> reached(int port) {
    Set<String> reached = new TreeSet<>(ASKED);
    reached.removeIf(host -> !isReached(host, port));
    return reached;
  }

  private static boolean isReached(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), CONNECT_MILLIS);
      socket.getOutputStream().write("mn\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == 'M';
    } catch (IOException refused) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::"))) {
      return socket.getLocalPort();
    }
  }
}

package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnixSocketTest {
  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void name() {
    path = directory.resolve("memcached.sock");
  }

  private static void bindAndLeave(Path at) throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(at));
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.count();
    }
  }

  private void assertRefused() {
    assertThatThrownBy(() -> Server.start("-s", path.toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("failed to listen on UNIX socket: " + path);
  }

  @Test
  void regularFile_staysAndTheStartFails() throws IOException {
    Files.writeString(path, "precious");
    assertRefused();
    assertThat(path).hasContent("precious");
    assertThat(files()).isEqualTo(1);
  }

  @Test
  void emptyDirectory_staysAndTheStartFails() throws IOException {
    Files.createDirectory(path);
    assertRefused();
    assertThat(path).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void link_andWhatItNames_stay(boolean dangling) throws IOException {
    Path target = directory.resolve("target");
    if (!dangling) {
      bindAndLeave(target);
    }
    Files.createSymbolicLink(path, target);
    assertRefused();
    assertThat(path).isSymbolicLink();
    assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isEqualTo(!dangling);
  }

  @Test
  void socket_leftByAnother_isReplaced() throws IOException {
    bindAndLeave(path);
    try (Server server = Server.start("-s", path.toString());
        TextClient client = TextClient.connect(path)) {
      assertThat(client.exchange("get a\r\n")).isEqualTo("END\r\n");
      assertThat(client.exchange("stats conns\r\n"))
          .contains("addr unix:" + path, "listen_addr unix:" + path);
      assertThat(server).isNotNull();
    }
    assertThat(files()).isZero();
  }

  @Test
  void file_putThereMeanwhile_outlivesTheServer() throws IOException {
    try (Server server = Server.start("-s", path.toString())) {
      assertThat(server).isNotNull();
      Files.delete(path);
      Files.writeString(path, "precious");
    }
    assertThat(path).hasContent("precious");
  }

  @ParameterizedTest
  @ValueSource(strings = {"600", "700", "666", "0777"})
  void socket_isNeverSeenWithOtherPermissions(String mask) throws Exception {
    Set<String> seen = new ConcurrentSkipListSet<>();
    AtomicBoolean stop = new AtomicBoolean();
    Thread watcher = new Thread(() -> watch(seen, stop));
    watcher.start();
    try (Server server = Server.start("-s", path.toString(), "-a", mask, "-t", "2")) {
      assertThat(server).isNotNull();
      assertThat(permissions()).isEqualTo(symbolic(mask));
    } finally {
      stop.set(true);
      watcher.join();
    }
    assertThat(seen).isSubsetOf(symbolic(mask));
  }

  private void watch(Set<String> seen, AtomicBoolean stop) {
    while (!stop.get()) {
      try {
        seen.add(permissions());
      } catch (NoSuchFileException e) {
        Thread.onSpinWait();
      } catch (IOException e) {
        seen.add(e.toString());
      }
    }
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String symbolic(String mask) {
    int bits = Integer.parseInt(mask, 8);
    StringBuilder text = new StringBuilder();
    for (int i = 8; i >= 0; i--) {
      text.append((bits >> i & 1) == 0 ? '-' : "xwr".charAt(i % 3));
    }
    return text.toString();
  }
}

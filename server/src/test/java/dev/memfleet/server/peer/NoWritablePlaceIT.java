package dev.memfleet.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * As in a container with a read-only file system: a user without an account, and no place to write,
 * not even for the JVM's temporary files.
 */
class NoWritablePlaceIT {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final String USER = "11211";

  /** Needs root to take the places away, and then stops being root. */
  private static final String SCRIPT =
      "for place in /tmp /var/tmp /dev/shm; do mount --bind $place $place"
          + " && mount -o remount,bind,ro $place || exit 9; done;"
          + " cd / && exec setpriv --reuid $USER --regid $USER --clear-groups \"$@\"";

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"-Djava.io.tmpdir=/tmp", "-Djava.io.tmpdir=/nonexistent", "-Dmemfleet.transport=nio"})
  void serverWithoutAWritablePlace_serves(String flag) throws Exception {
    int port = freePort();
    Path log = directory.resolve("log");
    Process process = start(log, Software.java(List.of(flag)), port);
    try (TextClient client =
        TextClient.connect(
            Polling.until(START_LIMIT, "a server", () -> port(process, log, port)))) {
      assertThat(client.exchange("set k 0 0 1\r\n1\r\nget k\r\n"))
          .isEqualTo("STORED\r\nVALUE k 0 1\r\n1\r\nEND\r\n");
      assertThat(log).content().doesNotContain("Exception", "\tat ");
    } catch (IllegalStateException e) {
      throw new IllegalStateException(Files.readString(log), e);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process start(Path log, List<String> program, int port) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", SCRIPT, "server"));
    command.addAll(program);
    command.addAll(List.of("-l", "127.0.0.1", "-p", String.valueOf(port), "-u", USER));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("USER", USER);
    return builder.start();
  }

  /** The port, once the server has said that it serves there: before, it may be anybody's. */
  private static Optional<Integer> port(Process process, Path log, int port) {
    if (!process.isAlive()) {
      throw new IllegalStateException("ended with status " + process.exitValue());
    }
    return contains(log, "memfleet-server ") ? Optional.of(port) : Optional.empty();
  }

  private static boolean contains(Path log, String text) {
    try {
      return Files.readString(log).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

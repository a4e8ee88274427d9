package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Command;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of libmemcached-tools at work on our server. */
class LibmemcachedToolsIT {
  @TempDir private Path directory;
  private CacheServer server;

  @BeforeEach
  void start() throws Exception {
    server = Software.MEMFLEET.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void memccapable_findsEveryCapability() throws Exception {
    String output = run("memccapable", "-h", "127.0.0.1", "-p", port());
    assertThat(output.lines().filter(line -> line.startsWith("ascii "))).hasSize(27);
    assertThat(output.lines().filter(line -> line.startsWith("binary "))).hasSize(27);
    assertThat(output.lines().filter(line -> line.endsWith("[pass]"))).hasSize(54);
    assertThat(output).endsWith("All tests passed\n");
  }

  @Test
  void files_areCopiedReadTouchedAndRemoved() throws Exception {
    Files.writeString(directory.resolve("note"), "remember the milk");
    run("memccp", servers(), "note");
    assertThat(run("memccat", servers(), "note")).isEqualTo("remember the milk\n");
    run("memcexist", servers(), "note");
    run("memctouch", servers(), "--expire=100", "note");
    awaitDumped("note\n");
    run("memcrm", servers(), "note");
    assertThat(Command.run(directory, List.of("memcexist", servers(), "note")).status()).isOne();
  }

  @Test
  void server_isPingedDescribedAndFlushed() throws Exception {
    store("k", "v");
    run("memcping", servers());
    assertThat(run("memcstat", servers()))
        .contains("curr_items: 1\n", "limit_maxbytes: 67108864\n");
    run("memcflush", servers());
    try (TextClient client = server.connect()) {
      assertThat(client.exchange("get k\r\n")).isEqualTo("END\r\n");
    }
  }

  @Test
  void memcslap_setsAndGets() throws Exception {
    run("memcslap", servers(), "--concurrency=4", "--execute-number=500", "--test=set");
    run("memcslap", servers(), "--concurrency=4", "--execute-number=500", "--test=get");
    try (TextClient client = server.connect()) {
      assertThat(client.stats("")).containsEntry("get_misses", "0");
    }
  }

  @Test
  void memcaslap_verifiesWhatItReads() throws Exception {
    String output =
        run("memcaslap", "-s", "127.0.0.1:" + port(), "-T1", "-c8", "-x20000", "-v0.2", "-X100");
    assertThat(output).contains("get_misses: 0\n", "verify_misses: 0\n", "verify_failed: 0\n");
  }

  /** Waits until memcdump lists these keys; it lists only cold items. */
  private void awaitDumped(String keys) {
    Polling.until(
        Duration.ofSeconds(20),
        "memcdump to list " + keys,
        () -> {
          try {
            String dump = run("memcdump", servers());
            return dump.equals(keys) ? Optional.of(dump) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void store(String key, String value) throws Exception {
    try (TextClient client = server.connect()) {
      client.exchange("set " + key + " 0 0 " + value.length() + "\r\n" + value + "\r\n");
    }
  }

  private String run(String... program) throws IOException {
    Command.Outcome outcome = outcome(program);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return outcome.output();
  }

  private Command.Outcome outcome(String... program) throws IOException {
    try {
      return Command.run(directory, List.of(program));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private String servers() {
    return "--servers=127.0.0.1:" + port();
  }

  private String port() {
    return Integer.toString(server.port());
  }
}

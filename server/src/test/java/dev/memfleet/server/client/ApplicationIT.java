package dev.memfleet.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Command;
import dev.memfleet.server.peer.SaslServer;
import dev.memfleet.server.peer.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications in several languages see the same with our server as with memcached. */
class ApplicationIT {
  private static final Path TESTS = Path.of("src", "test");
  private static final String PYTHON = "/usr/bin/python3";
  private static final String USER = "alice";
  private static final String PASSWORD = "s3cret";

  @TempDir private Path users;

  @BeforeAll
  static void installNodeModules() throws Exception {
    NodeModules.install();
  }

  @Test
  void pymemcache_seesNoDifference() throws Exception {
    assertSameOnBoth("python", PYTHON, "pymemcache_application.py", "127.0.0.1", "{port}");
  }

  @Test
  void pythonMemcache_seesNoDifference() throws Exception {
    assertSameOnBoth("python", PYTHON, "python_memcache_application.py", "127.0.0.1", "{port}");
  }

  @Test
  void cacheMemcached_seesNoDifference() throws Exception {
    assertSameOnBoth("perl", "perl", "application.pl", "127.0.0.1:{port}");
  }

  @Test
  void npmMemcached_seesNoDifference() throws Exception {
    assertSameOnBoth("node", "node", "application.js", "127.0.0.1:{port}");
  }

  @Test
  void pylibmc_seesNoDifference() throws Exception {
    assertSameOnBoth("python", PYTHON, "pylibmc_application.py", "127.0.0.1", "{port}");
  }

  @Test
  void memjs_seesNoDifference() throws Exception {
    assertSameOnBoth("node", "node", "memjs_application.js", "127.0.0.1:{port}");
  }

  @Test
  void pylibmcWithLogins_seesNoDifference() throws Exception {
    assertSameWithLogins("python", PYTHON, "pylibmc_application.py", "127.0.0.1", "{port}");
  }

  @Test
  void memjsWithLogins_seesNoDifference() throws Exception {
    assertSameWithLogins("node", "node", "memjs_application.js", "127.0.0.1:{port}");
  }

  @Test
  void operatorInATerminal_seesNoDifference() throws Exception {
    assertSameOnBoth("shell", "bash", "operator.sh", "127.0.0.1", "{port}");
  }

  @Test
  void monitoringScript_seesNoDifference() throws Exception {
    assertSameOnBoth("shell", "bash", "monitor.sh", "127.0.0.1", "{port}");
  }

  private static void assertSameOnBoth(String directory, String... program) throws Exception {
    assertThat(output(Software.MEMFLEET, directory, program))
        .isEqualTo(output(Software.MEMCACHED, directory, program));
  }

  private void assertSameWithLogins(String directory, String... program) throws Exception {
    assertThat(outputWithLogins(Software.MEMFLEET, directory, program))
        .isEqualTo(outputWithLogins(Software.MEMCACHED, directory, program));
  }

  private String outputWithLogins(Software software, String directory, String... program)
      throws IOException, InterruptedException {
    Path folder = Files.createDirectory(users.resolve(software.name()));
    List<String> words = new ArrayList<>(List.of(program));
    words.addAll(List.of(USER, PASSWORD));
    try (CacheServer server = SaslServer.start(software, folder, USER, PASSWORD)) {
      return output(server, software, directory, words.toArray(String[]::new));
    }
  }

  private static String output(Software software, String directory, String... program)
      throws IOException, InterruptedException {
    try (CacheServer server = software.start()) {
      return output(server, software, directory, program);
    }
  }

  private static String output(
      CacheServer server, Software software, String directory, String... program)
      throws IOException, InterruptedException {
    String port = Integer.toString(server.port());
    List<String> command =
        List.of(program).stream().map(word -> word.replace("{port}", port)).toList();
    Command.Outcome outcome = Command.run(TESTS.resolve(directory), command);
    assertThat(outcome.status()).as(software + ": " + outcome.output()).isZero();
    return outcome.output();
  }
}

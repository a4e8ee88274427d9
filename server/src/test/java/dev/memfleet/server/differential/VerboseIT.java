package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -v} and {@code -vv} have servers write to standard error. */
class VerboseIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern NUMBER = Pattern.compile("^([<>]?)\\d+:? ");
  private static final String CLOSED = "connection closed.";

  /** Requests that both versions answer alike. */
  private static final List<String> REQUESTS =
      List.of(
          "set a 0 0 1\r\nx\r\n",
          "get a b\r\n",
          "gets b\r\n",
          "set n 0 0 1 noreply\r\n5\r\n",
          "incr n 5\r\n",
          "decr n 1 noreply\r\n",
          "incr a 1\r\n",
          "gat 100 a n\r\n",
          "touch a 0\r\n",
          "cas a 0 0 1 999\r\ny\r\n",
          "delete b\r\n",
          "delete a noreply\r\n",
          "mg n v t\r\n",
          "mg none v\r\n",
          "ms m 2 c\r\nhi\r\n",
          "ms m 2 ZZ\r\nhi\r\n",
          "md m q\r\n",
          "ma none\r\n",
          "me none\r\n",
          "set k 0 0 1\r\nlongest\r\n",
          "set big 0 0 2000000\r\n" + "x".repeat(2_000_000) + "\r\n",
          "bogus command\r\n",
          "stats detail on\r\n",
          "stats bogus\r\n",
          "stats reset\r\n",
          "lru_crawler sleep 100\r\n",
          "cache_memlimit 100\r\n",
          "flush_all\r\n");

  @ParameterizedTest
  @ValueSource(strings = {"auto", "ascii"})
  void conversation_isWrittenAsMemcachedDoes(String protocol) throws IOException {
    String[] options = {"-vv", "-t", "1", "-B", protocol};
    assertThat(log(Software.MEMFLEET, options)).isEqualTo(log(Software.MEMCACHED, options));
  }

  /**
   * What a server wrote, without the numbers of connections. memcached also writes the cas ids that
   * did not match.
   */
  private static List<String> log(Software software, String... options) throws IOException {
    try (CacheServer server = software.start(options)) {
      awaitLines(server, CLOSED, 1); // of the client that saw that the server answers
      try (TextClient client = server.connect()) {
        for (String request : REQUESTS) {
          client.exchange(request);
        }
        client.send("quit\r\n");
        client.readToEnd();
      }
      return awaitLines(server, CLOSED, 2)
          .lines()
          .filter(line -> !line.startsWith("memfleet-server") && !line.startsWith("CAS: "))
          .map(line -> line.replaceFirst("VERSION .*", "VERSION"))
          .map(line -> NUMBER.matcher(line).replaceFirst("$1 "))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void verbosity_isChangedWhileAClientIsThere(Software software) throws IOException {
    try (CacheServer server = software.start("-v");
        TextClient client = server.connect()) {
      client.exchange("set a 0 0 1\r\nx\r\n");
      client.exchange("verbosity 2\r\n");
      client.exchange("get quiet\r\n");
      client.exchange("verbosity 0\r\n");
      client.exchange("get b\r\n");
      assertThat(server.log())
          .doesNotContain("set a", "STORED", "get b", "slab class")
          .contains(" get quiet\n", " END\n");
    }
  }

  private static String awaitLines(CacheServer server, String text, int count) {
    return Polling.until(
        LIMIT,
        count + " lines with " + text,
        () -> {
          try {
            String log = server.log();
            return Optional.of(log)
                .filter(all -> all.lines().filter(line -> line.endsWith(text)).count() == count);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}

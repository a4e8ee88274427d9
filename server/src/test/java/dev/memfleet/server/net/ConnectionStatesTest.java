package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code stats conns} shows each connection's state, by the name observed in memcached 1.6.18. */
class ConnectionStatesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void connections_inEveryState_areNamedAsInMemcached() throws IOException {
    try (Server server = Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "1");
        TextClient silent = TextClient.connect(server.port());
        TextClient idle = TextClient.connect(server.port());
        TextClient uploading = TextClient.connect(server.port());
        TextClient refused = TextClient.connect(server.port());
        TextClient watching = TextClient.connect(server.port());
        TextClient asking = TextClient.connect(server.port())) {
      idle.exchange("");
      uploading.send("set a 0 0 10\r\nabc");
      refused.send("set a 0 0 3000000\r\nabc");
      watching.send("watch\r\n");
      List<String> expected =
          List.of(
              "conn_listening",
              "conn_new_cmd",
              "conn_nread",
              "conn_parse_cmd",
              "conn_read",
              "conn_swallow",
              "conn_watch");
      Polling.until(
          LIMIT,
          "the states " + expected,
          () -> states(asking).equals(expected) ? Optional.of(expected) : Optional.empty());
      assertThat(silent.exchange("version\r\n")).startsWith("VERSION ");
    }
  }

  private static List<String> states(TextClient client) {
    try {
      return client.stats("conns").values().stream()
          .filter(value -> value.startsWith("conn_"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Items expire and are flushed on time: by the real clock on both servers, and on ours also by a
 * clock that the test advances.
 */
class ExpiryIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @ParameterizedTest
  @EnumSource(Software.class)
  void shortLives_endAndLongOnesGoOn(Software software) throws IOException {
    try (CacheServer server = software.start();
        TextClient client = server.connect()) {
      long now = Long.parseLong(client.stats("").getOrDefault("time", ""));
      client.exchange("set short 0 4 1\r\n1\r\nset absolute 0 %d 1\r\n1\r\n".formatted(now + 4));
      client.exchange("set long 0 100 1\r\n1\r\nset touched 0 4 1\r\n1\r\ntouch touched 100\r\n");
      client.exchange("set later 0 0 1\r\n1\r\nset flushed 0 0 1\r\n1\r\n");
      assertThat(client.exchange("get short absolute long touched\r\n"))
          .contains("short", "touched");
      awaitGone(client, "short");
      awaitGone(client, "absolute");
      assertThat(client.exchange("get long touched\r\n")).contains("long", "touched");
      client.exchange("flush_all 6\r\n");
      assertThat(client.exchange("get flushed\r\n")).contains("flushed");
      awaitGone(client, "flushed");
      assertThat(client.exchange("get long later\r\n")).isEqualTo("END\r\n");
    }
  }

  private static void awaitGone(TextClient client, String key) {
    Polling.until(
        LIMIT,
        key + " to expire",
        () -> {
          try {
            String reply = client.exchange("get " + key + "\r\n");
            return reply.equals("END\r\n") ? Optional.of(reply) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void movedClock_endsLivesToTheSecond() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start("-o", "debugtime");
        TextClient client = server.connect()) {
      assertThat(client.exchange("debugtime p\r\n")).isEqualTo("OK\r\n");
      client.exchange("set a 0 10 1\r\n1\r\nset b 0 2592000 1\r\n1\r\nset c 0 0 1\r\n1\r\n");
      client.exchange("debugtime 9\r\n");
      assertThat(client.exchange("mg a t l\r\n")).isEqualTo("HD t1 l9\r\n");
      client.exchange("debugtime 1\r\n");
      assertThat(client.exchange("get a\r\n")).isEqualTo("END\r\n");
      assertThat(client.exchange("mg b t\r\n")).isEqualTo("HD t2591990\r\n");
      client.exchange("debugtime 2591990\r\n");
      assertThat(client.exchange("mg b\r\nmg c l\r\n")).isEqualTo("EN\r\nHD l2592000\r\n");
      assertThat(client.stats("")).containsEntry("get_expired", "2");
    }
  }

  /** memcached counts a delayed flush one second early. */
  @Test
  void delayedFlush_takesWhatIsOlder() throws IOException {
    try (CacheServer server = Software.MEMFLEET.start("-o", "debugtime");
        TextClient client = server.connect()) {
      client.exchange("debugtime p\r\nset old 0 0 1\r\n1\r\nflush_all 10\r\n");
      client.exchange("debugtime 8\r\n");
      assertThat(client.exchange("mg old\r\n")).isEqualTo("HD\r\n");
      client.exchange("debugtime 1\r\n");
      assertThat(client.exchange("mg old\r\n")).isEqualTo("EN\r\n");
      client.exchange("debugtime 1\r\nset new 0 0 1\r\n1\r\n");
      assertThat(client.exchange("mg new\r\n")).isEqualTo("HD\r\n");
    }
  }
}

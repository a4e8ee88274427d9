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

/**
 * Clients that fill memory with small items and then store larger ones: pages follow them, as in
 * memcached.
 */
class SizeChangeIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_SECONDS = 30;
  private static final int PAGES = 6;
  private static final int BATCH = 1000;

  /**
   * How memory followed the items.
   *
   * @param seconds until the larger items had some pages
   * @param evictions until then. A page mover evicts the oldest items, and counts them here, since
   *     memcached 1.6.34; before, it dropped items of the moved page itself and counted them as
   *     slab_reassign_evictions_nomem, which is added.
   */
  private record Outcome(int seconds, long evictions) {}

  @Test
  void largerItems_getPages_withoutRefusals_andEvictNoMoreThanInMemcached() throws IOException {
    Outcome memcached = outcome(Software.MEMCACHED);
    Outcome memfleet = outcome(Software.MEMFLEET);
    assertThat(memfleet.seconds()).isLessThanOrEqualTo(memcached.seconds() + 2);
    assertThat(memfleet.evictions()).isLessThan(memcached.evictions() * 12 / 10);
  }

  private static Outcome outcome(Software software) throws IOException {
    try (CacheServer server =
            software.start("-m", "64", "-t", "1", "-o", "slab_automove_window=3");
        TextClient client = server.connect()) {
      for (int i = 0; i < 400; i++) {
        store(client, "small" + i, BATCH, 100);
      }
      int seconds = 0;
      while (number(client, "slabs_moved") < PAGES) {
        assertThat(seconds).as("seconds until " + PAGES + " pages moved").isLessThan(MOST_SECONDS);
        store(client, "large" + seconds++, BATCH, 2000);
        awaitNextSecond(client);
      }
      assertThat(number(client, "store_no_memory")).isZero();
      long inPages = Math.max(0, number(client, "slab_reassign_evictions_nomem"));
      return new Outcome(seconds, number(client, "evictions") + inPages);
    }
  }

  private static void store(TextClient client, String key, int count, int length)
      throws IOException {
    StringBuilder requests = new StringBuilder();
    String value = "v".repeat(length);
    for (int i = 0; i < count; i++) {
      requests.append("set ").append(key).append('.').append(i).append(" 0 0 ").append(length);
      requests.append(" noreply\r\n").append(value).append("\r\n");
    }
    assertThat(client.exchange(requests.toString())).isEmpty();
  }

  /** Waits for the server's clock, so that it sees the same in each second, however fast it is. */
  private static void awaitNextSecond(TextClient client) throws IOException {
    long second = number(client, "uptime");
    Polling.until(
        LIMIT,
        "the next second",
        () -> uptime(client) > second ? Optional.of(second) : Optional.empty());
  }

  private static long uptime(TextClient client) {
    try {
      return number(client, "uptime");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(TextClient client, String stat) throws IOException {
    return Long.parseLong(client.stats("").getOrDefault(stat, "-1"));
  }
}

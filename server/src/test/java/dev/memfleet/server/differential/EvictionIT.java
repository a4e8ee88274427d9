package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A full server keeps, evicts and refuses what memcached does. */
class EvictionIT {
  private static final long SEED = 7;
  private static final int BATCHES = 400;
  private static final int BATCH = 100;
  private static final int KEYS = 30_000;

  @Test
  void fullServers_evictTheSameItems() throws IOException {
    String[] options = {"-m", "8", "-o", "no_lru_crawler,no_lru_maintainer"};
    try (CacheServer memfleet = Software.MEMFLEET.start(options);
        CacheServer memcached = Software.MEMCACHED.start(options);
        TextClient ours = memfleet.connect();
        TextClient theirs = memcached.connect()) {
      Random random = new Random(SEED);
      for (int i = 0; i < BATCHES; i++) {
        String batch = batch(random);
        assertThat(ours.exchange(batch)).as("batch %d", i).isEqualTo(theirs.exchange(batch));
      }
      for (String section : List.of("", "items", "slabs")) {
        Map<String, String> expected = theirs.stats(section);
        assertThat(expected).doesNotContainEntry("evictions", "0");
        assertThat(ClosedList.differences(ours.stats(section), expected))
            .as("stats %s", section)
            .isEmpty();
      }
    }
  }

  private static String batch(Random random) {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < BATCH; i++) {
      String key = "key" + random.nextInt(KEYS);
      if (random.nextInt(3) == 0) {
        batch.append("get ").append(key).append("\r\n");
      } else {
        int length = random.nextInt(1 + random.nextInt(3000));
        batch.append("set %s 0 0 %d\r\n%s\r\n".formatted(key, length, "v".repeat(length)));
      }
    }
    return batch.toString();
  }

  @Test
  void serversThatMustNotEvict_refuseTheSameItem() throws IOException {
    assertThat(storedUntilRefused(Software.MEMFLEET))
        .isEqualTo(storedUntilRefused(Software.MEMCACHED));
  }

  private static int storedUntilRefused(Software software) throws IOException {
    try (CacheServer server = software.start("-m", "2", "-M");
        TextClient client = server.connect()) {
      String value = "x".repeat(10_000);
      for (int stored = 0; ; stored++) {
        String reply = client.exchange("set k%d 0 0 10000\r\n%s\r\n".formatted(stored, value));
        if (!reply.equals("STORED\r\n")) {
          assertThat(reply).isEqualTo("SERVER_ERROR out of memory storing object\r\n");
          assertThat(client.stats("")).containsEntry("store_no_memory", "1");
          return stored;
        }
      }
    }
  }
}

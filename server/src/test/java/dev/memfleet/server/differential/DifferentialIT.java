package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * 200 000 random commands to both servers: the same replies, and afterwards the same figures. The
 * LRU's background threads are off: memcached's own replies depend on when they hold an item.
 */
class DifferentialIT {
  private static final long SEED = 20_260_101;
  private static final int COMMANDS = 200_000;
  private static final Pattern ARITHMETIC = Pattern.compile("incr|decr|ma");
  private static final int BATCH_BYTES = 32_000;

  private final RandomCommand commands = new RandomCommand(SEED);
  private String following = commands.next();

  @Test
  void random_commands_are_answered_and_counted_alike() throws IOException {
    String[] options = {"-m", "1024", "-o", "no_lru_crawler,no_lru_maintainer"};
    try (CacheServer memfleet = Software.MEMFLEET.start(options);
        CacheServer memcached = Software.MEMCACHED.start(options);
        Side ours = new Side(memfleet);
        Side theirs = new Side(memcached)) {
      compareReplies(ours, theirs);
      for (String section : List.of("", "items", "slabs")) {
        compareStats(section, memfleet, memcached);
      }
    }
  }

  private void compareReplies(Side ours, Side theirs) throws IOException {
    int sent = 0;
    while (sent < COMMANDS) {
      List<String> batch = batch();
      compare(sent, batch, ours.ask(batch), theirs.ask(batch));
      sent += batch.size();
    }
  }

  /**
   * Commands to send at once. Arithmetic begins a batch, since memcached pads a shrunken number
   * only if no answer is on its way with it.
   */
  private List<String> batch() {
    List<String> batch = new ArrayList<>();
    int bytes = 0;
    do {
      batch.add(following);
      bytes += following.length();
      following = commands.next();
    } while (bytes < BATCH_BYTES && !ARITHMETIC.matcher(following).lookingAt());
    return batch;
  }

  private static void compare(
      int first, List<String> batch, List<String> ours, List<String> theirs) {
    for (int i = 0; i < batch.size(); i++) {
      String expected = VersionRules.current(batch.get(i), theirs.get(i));
      if (!ReplyComparison.same(ours.get(i), expected)) {
        assertThat(ours.get(i))
            .as("command %d, seed %d: %s", first + i, SEED, batch.get(i))
            .isEqualTo(expected);
      }
    }
  }

  private static void compareStats(String section, CacheServer ours, CacheServer theirs)
      throws IOException {
    try (TextClient ourClient = ours.connect();
        TextClient theirClient = theirs.connect()) {
      Map<String, String> actual = ourClient.stats(section);
      Map<String, String> expected = theirClient.stats(section);
      assertThat(ClosedList.differences(actual, expected)).as("stats %s", section).isEmpty();
    }
  }
}

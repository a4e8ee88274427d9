package dev.memfleet.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import java.io.IOException;
import java.util.List;

/** A connection to our server and one to memcached, asked the same. */
final class ServerPair implements AutoCloseable {
  private final Side ours;
  private final Side theirs;

  ServerPair(CacheServer memfleet, CacheServer memcached) throws IOException {
    ours = new Side(memfleet);
    theirs = new Side(memcached);
  }

  /**
   * Sends commands to both and demands the same replies.
   *
   * @param usesApart how far the seconds since an item's last use may be apart
   */
  void compare(List<String> commands, long usesApart) throws IOException {
    List<String> replies = ours.ask(commands);
    List<String> expected = theirs.ask(commands);
    for (int i = 0; i < commands.size(); i++) {
      String current = VersionRules.current(commands.get(i), expected.get(i));
      if (!ReplyComparison.same(replies.get(i), current, usesApart)) {
        MisreadNumberException.check(commands.get(i), replies.get(i), current);
        assertThat(replies.get(i)).as(commands.get(i)).isEqualTo(current);
      }
    }
  }

  @Override
  public void close() throws IOException {
    ours.close();
    theirs.close();
  }
}

package dev.memfleet.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same requests lead to the same lines here and in the distribution's memcached. */
class WatchIT {
  private static final List<String> REQUESTS =
      List.of(
          "set a 0 0 3\r\nabc",
          "get a none",
          "gets a",
          "add a 0 0 1\r\nx",
          "add b 0 100 1\r\nx",
          "replace zz 0 0 1\r\nx",
          "append a 0 0 2\r\nde",
          "prepend a 0 0 2\r\nde",
          "append zz 0 0 2\r\nde",
          "cas a 0 0 1 99\r\nx",
          "cas zz 0 0 1 99\r\nx",
          "set n 0 0 1\r\n5",
          "incr n 10000",
          "incr zz 1",
          "decr n 1",
          "touch a 10",
          "gat 10 a",
          "delete a",
          "delete a",
          "mg b v",
          "mg zz v",
          "mg viv N10",
          "ms m 2 T500\r\nhi",
          "ms m 2 MA\r\nhi",
          "ma n",
          "ma q N0",
          "md m",
          "me n",
          "set k%20\u0001/~ 0 0 1\r\nx",
          "set large 0 0 600000\r\n" + "x".repeat(600_000),
          "append large 0 0 2\r\nde",
          "set last 0 0 1\r\nx");

  @Test
  void fetchersAndMutations_areAsMemcacheds() throws IOException {
    assertThat(lines(Software.MEMFLEET)).isEqualTo(lines(Software.MEMCACHED));
  }

  private static List<String> lines(Software software) throws IOException {
    List<String> lines = new ArrayList<>();
    try (CacheServer server = software.start("-t", "1");
        TextClient watcher = server.connect();
        TextClient client = server.connect()) {
      client.exchange("");
      watcher.send("watch fetchers mutations evictions\r\n");
      watcher.readLine();
      for (String request : REQUESTS) {
        client.exchange(request + "\r\n");
      }
      String line;
      do {
        line = watcher.readLine();
        lines.add(
            line.replaceFirst("ts=\\d+\\.\\d+ gid=\\d+ ", "")
                .replaceFirst("ttl=(99|100)", "ttl=100")
                .replaceFirst("ttl=(499|500)", "ttl=500")
                .replaceFirst("cfd=\\d+", "cfd=N"));
      } while (!line.contains("type=item_store key=last"));
    }
    return lines;
  }
}

package dev.memfleet.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.Server;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watchers of an embedded server, for what memcached 1.6.18 does not have. */
class WatchTest {
  private final Server server =
      Server.start("-l", "127.0.0.1", "-p", "-1", "-t", "2", "-A", "-o", "watcher_logbuf_size=64");

  @AfterEach
  void stop() {
    server.close();
  }

  private TextClient watch(String topics) throws IOException {
    TextClient watcher = TextClient.connect(server.port());
    watcher.send("watch " + topics + "\r\n");
    assertThat(watcher.readLine()).isEqualTo("OK\r\n");
    return watcher;
  }

  @Test
  void deletions_deleteAndMd_areLines() throws Exception {
    try (TextClient watcher = watch("deletions");
        TextClient client = TextClient.connect(server.port())) {
      client.exchange("set a 0 0 4\r\nvbar\r\ndelete a\r\nset a 0 0 4\r\nvbar\r\nmd a\r\n");
      assertThat(watcher.readLine())
          .matches("ts=\\d+\\.\\d+ gid=\\d+ type=deleted key=a cmd=delete clsid=1 size=4\n");
      assertThat(watcher.readLine()).contains(" type=deleted key=a cmd=md clsid=1 size=4\n");
    }
  }

  @Test
  void rawcmds_eachLine_isALine() throws Exception {
    try (TextClient watcher = watch("rawcmds");
        TextClient client = TextClient.connect(server.port())) {
      client.send("get some thing\r\nversion\r\n");
      assertThat(watcher.readLine()).matches("ts=\\d+\\.\\d+ gid=\\d+ <\\d+ get some thing\n");
      assertThat(watcher.readLine()).matches(".* <\\d+ version\n");
    }
  }

  @Test
  void connevents_openAndClose_areLines() throws Exception {
    try (TextClient watcher = watch("connevents")) {
      try (TextClient client = TextClient.connect(server.port())) {
        client.exchange("");
      }
      assertThat(watcher.readLine())
          .matches(".* type=conn_new rip=127.0.0.1 rport=\\d+ transport=tcp cfd=\\d+\n");
      assertThat(watcher.readLine())
          .matches(
              ".* type=conn_close rip=127.0.0.1 rport=\\d+ transport=tcp reason=normal cfd=\\d+\n");
    }
  }

  @Test
  void connevents_closeOfAClientOfAnotherProtocol_isAnError() throws Exception {
    try (TextClient watcher = watch("connevents");
        TextClient client = TextClient.connect(server.port())) {
      client.send("GET / HTTP/1.1\r\n");
      client.readToEnd();
      assertThat(watcher.readLine()).contains("type=conn_new");
      assertThat(watcher.readLine()).contains("type=conn_close", "reason=error");
    }
  }

  @Test
  void watcherThatDoesNotRead_skipsLines_andClientsGoOn() throws Exception {
    try (TextClient slow = watch("rawcmds");
        TextClient client = TextClient.connect(server.port())) {
      String burst = ("get " + "k".repeat(240) + "\r\n").repeat(200);
      long skipped = 0;
      for (int i = 0; i < 20_000 && skipped == 0; i++) {
        client.exchange(burst);
        skipped = Long.parseLong(client.stats("").get("log_watcher_skipped"));
      }
      assertThat(skipped).isPositive();
      assertThat(client.stats("").get("log_watchers")).isEqualTo("1");
      assertThat(slow.readLine()).contains("get kkk");
    }
  }

  @Test
  void watcher_endsItsSide_isClosed_andItsRequestsAreIgnored() throws Exception {
    try (TextClient watcher = watch("fetchers");
        TextClient client = TextClient.connect(server.port())) {
      watcher.send("version\r\n");
      client.exchange("get a\r\n");
      assertThat(watcher.readLine()).contains("type=item_get key=a status=not_found");
      assertThat(client.stats("conns")).containsValue("conn_watch");
      assertThat(watcher.finish()).isEmpty();
    }
  }

  @Test
  void twentyFirstWatcher_isRefused() throws Exception {
    TextClient[] watchers = new TextClient[20];
    for (int i = 0; i < watchers.length; i++) {
      watchers[i] = watch("evictions");
    }
    try (TextClient late = TextClient.connect(server.port())) {
      assertThat(late.exchange("watch\r\n"))
          .isEqualTo("WATCHER_TOO_MANY log watcher limit reached\r\n");
      watchers[0].close();
    } finally {
      for (TextClient watcher : watchers) {
        watcher.close();
      }
    }
  }
}

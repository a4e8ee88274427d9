package dev.memfleet.server.differential;

import static dev.memfleet.server.differential.Scenario.alike;
import static dev.memfleet.server.differential.Scenario.ours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.BinaryMessage;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections that are opened, closed, paused and refused, and their traffic. */
final class ConnectionScenarios {
  private static final String DELIMITER = "MN\r\n";

  private ConnectionScenarios() {}

  /**
   * @param logins a file with the user {@code user} and the password {@code secret}
   */
  static List<Scenario> all(Path logins) {
    return List.of(
        ours("connections", "", ConnectionScenarios::connections),
        ours("refused connections", "-c 14", ConnectionScenarios::refused),
        ours("paused listener", "-c 14 -o no_maxconns_fast", ConnectionScenarios::paused),
        alike("idle connection", "-o idle_timeout=1", ConnectionScenarios::idle),
        alike("bytes", "", ConnectionScenarios::bytes),
        ours("unfinished request", "", ConnectionScenarios::unfinished),
        alike("many requests at once", "-R 2", ConnectionScenarios::yields),
        ours("threads", "-t 3", ConnectionScenarios::threads),
        ours(
            "watchers",
            "-o watcher_logbuf_size=1,worker_logbuf_size=1",
            ConnectionScenarios::watchers),
        alike("text logins", "-Y " + logins, probe -> textLogins(probe, logins)),
        ours("SASL", "-S --sasl-users=" + logins, ConnectionScenarios::sasl));
  }

  private static void connections(StatsProbe probe) throws IOException {
    TextClient first = probe.connect();
    try (TextClient second = probe.connect()) {
      probe.await("curr_connections 3", "total_connections 4", "connection_structures 4");
      first.close();
      probe.await("curr_connections 2").expect("connection_structures 4");
      second.exchange("");
    }
  }

  /** Eleven descriptors are the server's own, one the listener's, one may not be used. */
  private static void refused(StatsProbe probe) throws IOException {
    try (TextClient refused = probe.connect()) {
      refused.readToEnd();
      probe.expect("rejected_connections 1", "max_connections 14", "curr_connections 1");
    }
  }

  private static void paused(StatsProbe probe) throws IOException {
    probe.expect("accepting_conns 1");
    try (TextClient served = probe.connect();
        TextClient waiting = probe.connect()) {
      probe.await("accepting_conns 0").expect("listen_disabled_num 1");
      served.send("quit\r\n");
      waiting.exchange("");
      probe
          .await("accepting_conns 1")
          .expect("listen_disabled_num 1")
          .awaitPositive("time_in_listen_disabled_us");
    }
  }

  /** With a kilobyte each, a log has room for ten events, and a watcher for eight lines. */
  private static void watchers(StatsProbe probe) throws IOException {
    try (TextClient watcher = probe.connect()) {
      watcher.send("watch fetchers\r\n");
      watcher.readLine();
      probe.await("log_watchers 1");
      probe.repeatUntilChanged(
          () -> probe.send("get none\r\n".repeat(100)),
          "log_worker_written",
          "log_worker_dropped",
          "log_watcher_sent",
          "log_watcher_skipped");
    }
    probe.await("log_watchers 0");
  }

  private static void idle(StatsProbe probe) throws IOException {
    try (TextClient uploading = probe.connect();
        TextClient idle = probe.connect()) {
      uploading.send("set a 0 0 10\r\nabc");
      idle.exchange("");
      probe.await("idle_kicks 1");
      idle.readToEnd();
      assertThat(uploading.exchange("defghij\r\n")).isEqualTo("STORED\r\n");
    }
  }

  private static void bytes(StatsProbe probe) throws IOException {
    String request = Scenario.set("a", 1000) + "\r\nget a\r\n";
    try (TextClient client = probe.connect()) {
      long read = probe.number("bytes_read");
      client.exchange(request);
      probe.expect("bytes_read " + (read + (request + "mn\r\nstats\r\nmn\r\n").length()));
      String stats = probe.ask("stats");
      String reply = client.exchange(request);
      long expected =
          number(stats, "bytes_written") + (stats + DELIMITER + reply + DELIMITER).length();
      probe.expect("bytes_written " + expected);
    }
  }

  private static long number(String stats, String key) {
    Matcher line = Pattern.compile("STAT " + key + " (\\d+)").matcher(stats);
    assertThat(line.find()).as(key).isTrue();
    return Long.parseLong(line.group(1));
  }

  private static void unfinished(StatsProbe probe) throws IOException {
    try (TextClient client = probe.connect()) {
      client.send("get unfinish");
      probe.await("read_buf_count 2", "read_buf_bytes 32768");
      client.exchange("ed\r\n");
      probe.expect("read_buf_count 1", "read_buf_bytes 16384");
    }
  }

  private static void yields(StatsProbe probe) throws IOException {
    probe.repeatUntilChanged(() -> probe.send("version\r\n".repeat(9) + "version"), "conn_yields");
  }

  private static void threads(StatsProbe probe) throws IOException {
    probe.expect("threads 3", "reserved_fds 15", "settings:num_threads 3");
  }

  private static void textLogins(StatsProbe probe, Path logins) throws IOException {
    probe
        .login("user wrong", "CLIENT_ERROR authentication failure")
        .login("user secret", "STORED")
        .expect("auth_cmds 2", "auth_errors 1", "settings:auth_enabled_ascii " + logins);
  }

  /** With SASL there are only binary clients, so this one logs in and reads the settings itself. */
  private static void sasl(StatsProbe probe) throws IOException {
    try (TextClient client = probe.connect()) {
      client.send(BinaryMessage.request(0x21, "", "PLAIN", "\0user\0secret"));
      client.readThrough("Authenticated");
      client.send(BinaryMessage.request(0x10, "", "settings", ""));
      client.readThrough("auth_enabled_sasl" + "yes");
      probe.moved("settings:auth_enabled_sasl");
    }
  }
}

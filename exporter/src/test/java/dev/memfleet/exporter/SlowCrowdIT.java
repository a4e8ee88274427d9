package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.RawHttp;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crowds of clients that keep their connections busy without ever being done. */
class SlowCrowdIT {
  @TempDir static Path folder;
  private static Agent agent;
  private static String log;
  private static int files;
  private static int threads;

  private final List<SocketChannel> crowd = new ArrayList<>();

  @BeforeAll
  static void start() {
    agent =
        Agent.startWith(
            folder, new String[] {"-Xmx64m", "-XX:+UseSerialGC"}, "--memcached.address=");
    assertServed();
    log = agent.daemon().output();
    files = count("fd");
    threads = count("task");
  }

  @AfterAll
  static void stop() {
    agent.daemon().await("back to its threads", () -> count("task") <= threads + 8);
    agent.close();
  }

  @AfterEach
  void leave() throws IOException {
    for (SocketChannel member : crowd) {
      member.close();
    }
    awaitAllCutOff();
    assertServed();
    assertThat(agent.daemon().output()).as("log").isEqualTo(log);
  }

  private static int count(String what) {
    long pid = agent.daemon().process().pid();
    return Objects.requireNonNull(new File("/proc/" + pid + "/" + what).list()).length;
  }

  private static void assertServed() {
    assertServed("/metrics");
  }

  /** Over a connection of its own. */
  private static void assertServed(String path) {
    String request = "GET %s HTTP/1.1\r\nConnection: close\r\n\r\n".formatted(path);
    assertThat(RawHttp.exchange(agent.port(), request)).startsWith("HTTP/1.1 200 ");
  }

  private void gather(int count, String bytes) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), agent.port());
    for (int i = 0; i < count; i++) {
      SocketChannel member = SocketChannel.open();
      crowd.add(member);
      member.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      member.connect(address);
      send(member, bytes);
    }
  }

  private static void send(SocketChannel member, String bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
    while (buffer.hasRemaining()) {
      member.write(buffer);
    }
  }

  private static void awaitAllCutOff() {
    agent.daemon().await("rid of the crowd", () -> count("fd") <= files + 5);
  }

  @Test
  void tenThousandConnections_thatNeverSendAnything_keepNobodyOut_andAreCutOff() throws Exception {
    gather(10_000, "");
    agent.daemon().await("holding them", () -> count("fd") > 10_000);
    assertServed();

    awaitAllCutOff();
  }

  @Test
  void tenThousandRequests_withoutEnd_keepNobodyOut_andAreCutOff() throws Exception {
    gather(10_000, "GET /metrics HTTP/1.1\r\nHost: ");
    for (int i = 0; i < 20; i++) {
      assertServed();
    }

    awaitAllCutOff();
  }

  @Test
  void slowloris_headersByteByByte_keepNobodyOut_andAreCutOff() throws Exception {
    gather(400, "GET /metrics HTTP/1.1\r\nX: ");
    assertCutOffWhileSending("a");
  }

  @Test
  void slowBodies_keepNobodyOut_andAreCutOff() throws Exception {
    gather(400, "POST /metrics HTTP/1.1\r\nContent-Length: 60000\r\n\r\n");
    assertCutOffWhileSending("a");
  }

  /** A single one too, which nobody else needs the thread of. */
  @Test
  void slowloris_alone_isCutOff() throws Exception {
    gather(1, "GET /metrics HTTP/1.1\r\nX: ");
    assertCutOffWhileSending("a");
  }

  private void assertCutOffWhileSending(String drop) {
    List<SocketChannel> slow = new ArrayList<>(crowd);
    agent
        .daemon()
        .await(
            "rid of those who send slowly",
            () -> {
              slow.removeIf(member -> !stillTakes(member, drop));
              assertServed();
              return slow.isEmpty();
            });
  }

  private static boolean stillTakes(SocketChannel member, String bytes) {
    try {
      send(member, bytes);
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Test
  void clientsThatPipelineAndNeverRead_keepNobodyOut_andAreCutOff() throws Exception {
    assertCutOffWhileNotReading("/", "/metrics");
  }

  /** They take all places of scrapes, but keep nobody from other pages. */
  @Test
  void scrapersThatNeverRead_areCutOff() throws Exception {
    assertCutOffWhileNotReading("/metrics", "/-/healthy");
  }

  private void assertCutOffWhileNotReading(String path, String other) throws IOException {
    gather(64, "");
    byte[] requests =
        "GET %s HTTP/1.1\r\n\r\n"
            .formatted(path)
            .repeat(1000)
            .getBytes(StandardCharsets.ISO_8859_1);
    Map<SocketChannel, ByteBuffer> unsent = new HashMap<>();
    for (SocketChannel member : crowd) {
      member.configureBlocking(false);
      unsent.put(member, ByteBuffer.wrap(requests));
    }
    agent
        .daemon()
        .await(
            "rid of those who do not read",
            () -> {
              unsent.entrySet().removeIf(member -> !stillTakes(member.getKey(), member.getValue()));
              assertServed(other);
              return unsent.isEmpty();
            });
  }

  /** Sends the requests over and over, each time as much as goes at once. */
  private static boolean stillTakes(SocketChannel member, ByteBuffer requests) {
    try {
      member.write(requests);
      if (!requests.hasRemaining()) {
        requests.rewind();
      }
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Test
  void connectionsThatComeAndGo_leaveNothingBehind() throws Exception {
    for (int round = 0; round < 50; round++) {
      for (String bytes : List.of("", "G", "GET / HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\n\r\n")) {
        gather(10, bytes);
      }
      Collections.shuffle(crowd);
      for (SocketChannel member : crowd) {
        member.close();
      }
      crowd.clear();
    }
  }
}

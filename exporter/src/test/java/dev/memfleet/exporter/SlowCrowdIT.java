package dev.memfleet.exporter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.RawHttp;
import dev.memfleet.exporter.peer.Resources;
import dev.memfleet.exporter.peer.Wire;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Crowds of clients, plain and over TLS, that keep connections busy without ever being done. */
@ParameterizedClass
@EnumSource(Wire.class)
class SlowCrowdIT {
  private static final String CONNECTION = "io.vertx.core.http.impl.http1.Http1ServerConnection";
  private static final String DROPS = "a".repeat(60_000);

  /** Connections that the heap of 64 MiB has room for. */
  private static final int FITTING = 512;

  private static final String WHOLE_HEAD =
      "GET /?"
          + "a".repeat(15_000)
          + " HTTP/1.1\r\n"
          + ("X: " + "a".repeat(150) + "\r\n").repeat(90);

  /** A heap of 64 MiB, and a fifth of the default time limits for clients. */
  private static final String[] JVM = {"-Xmx64m", "-Dmemfleet.web.request-time=PT2S"};

  @TempDir static Path folder;
  private static Agent agent;
  private static String log;
  private static int files;
  private static int threads;

  private final Wire wire;
  private final List<Socket> crowd = new ArrayList<>();

  SlowCrowdIT(Wire wire) {
    this.wire = wire;
  }

  @BeforeParameterizedClassInvocation
  static void start(Wire wire) {
    agent = wire.start(folder, JVM, "--memcached.address=");
    assertServed(wire, "/metrics");
    log = agent.ownLog();
    files = count("fd");
    threads = count("task");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    agent.daemon().await("back to its threads", () -> count("task") <= threads + 8);
    agent.close();
  }

  @AfterEach
  void leave() throws IOException {
    for (Socket member : crowd) {
      member.close();
    }
    awaitAllCutOff();
    assertServed();
    agent.daemon().await("rid of their buffers", () -> Resources.instances(agent, CONNECTION) <= 5);
    assertThat(agent.ownLog()).as("log").isEqualTo(log);
  }

  private static int count(String what) {
    long pid = agent.daemon().process().pid();
    return Objects.requireNonNull(new File("/proc/" + pid + "/" + what).list()).length;
  }

  private void assertServed() {
    assertServed(wire, "/metrics");
  }

  /**
   * Checks that a page is answered over a new connection. A TLS handshake may take too long while
   * the machine is busy with the crowd's handshakes; a client that tries again succeeds.
   */
  private static void assertServed(Wire wire, String path) {
    String request = "GET %s HTTP/1.1\r\nConnection: close\r\n\r\n".formatted(path);
    String answer = RawHttp.exchange(wire, agent.port(), request);
    for (int again = 0; wire == Wire.TLS && answer.isEmpty() && again < 20; again++) {
      answer = RawHttp.exchange(wire, agent.port(), request);
    }
    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  /** Connects this number of clients that send bytes; the agent may cut some off meanwhile. */
  private void gather(Wire how, int count, String bytes) {
    for (int i = 0; i < count; i++) {
      Socket member = how.connectNarrow(agent.port());
      crowd.add(member);
      if (!bytes.isEmpty()) {
        stillTakes(member, bytes);
      }
    }
  }

  private static void awaitAllCutOff() {
    agent.daemon().await("rid of the crowd", () -> count("fd") <= files + 5);
  }

  @Test
  void tenThousandConnections_thatNeverSendAnything_keepNoClientOut_andAreCutOff() {
    int most = 0;
    for (int round = 0; round < 10; round++) {
      gather(Wire.PLAIN, 1_000, "");
      most = Math.max(most, count("fd"));
    }
    assertThat(most).as("held").isBetween(FITTING, FITTING + files + 100);
    assertServed();

    awaitAllCutOff();
  }

  /** Over TLS they stop within the handshake: in the first message, or after it. */
  @Test
  void tenThousandConnections_thatStopOnTheWay_keepNoClientOut_andAreCutOff() {
    String opening = wire.opening();
    gather(Wire.PLAIN, 5_000, opening.substring(0, opening.length() / 2));
    gather(Wire.PLAIN, 5_000, opening);
    for (int i = 0; i < 20; i++) {
      assertServed();
    }

    awaitAllCutOff();
  }

  @Test
  void moreHeadsThanFit_asLongAsAllowed_thatNeverEnd_keepNoClientOut_andAreCutOff() {
    gather(wire, FITTING + 100, WHOLE_HEAD);
    assertServed();

    awaitAllCutOff();
  }

  @Test
  void slowloris_fromTheFirstByte_keepsNoClientOut_andIsCutOff() {
    gather(Wire.PLAIN, 400, "");
    assertCutOffWhileSending(wire.opening().repeat(100));
  }

  @Test
  void slowloris_headersByteByByte_keepNoClientOut_andAreCutOff() {
    gather(wire, 400, "GET /metrics HTTP/1.1\r\nX: ");
    assertCutOffWhileSending(DROPS);
  }

  @Test
  void slowBodies_keepNoClientOut_andAreCutOff() {
    gather(wire, 400, "POST /metrics HTTP/1.1\r\nContent-Length: 60000\r\n\r\n");
    assertCutOffWhileSending(DROPS);
  }

  /** A single slow client is cut off as well, not only one in a crowd. */
  @Test
  void slowloris_alone_isCutOff() {
    gather(wire, 1, "GET /metrics HTTP/1.1\r\nX: ");
    assertCutOffWhileSending(DROPS);
  }

  /** Sends one byte from each slow client per request of another client, until all are cut off. */
  private void assertCutOffWhileSending(String bytes) {
    List<Socket> slow = new ArrayList<>(crowd);
    AtomicInteger next = new AtomicInteger();
    agent
        .daemon()
        .await(
            "rid of those who send slowly",
            () -> {
              String drop = bytes.substring(next.get(), next.incrementAndGet());
              slow.removeIf(member -> !stillTakes(member, drop));
              assertServed();
              return slow.isEmpty();
            });
  }

  private static boolean stillTakes(Socket member, String bytes) {
    try {
      member.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return true;
    } catch (IOException cutOff) {
      return false;
    }
  }

  @Test
  void clientsThatPipelineAndNeverRead_keepNoClientOut_andAreCutOff() throws Exception {
    assertCutOffWhileNotReading("/", "/metrics");
  }

  /** They take all places of scrapes, but keep no client from other pages. */
  @Test
  void scrapersThatNeverRead_areCutOff() throws Exception {
    assertCutOffWhileNotReading("/metrics", "/");
  }

  private void assertCutOffWhileNotReading(String path, String other) throws Exception {
    gather(wire, 64, "");
    String requests = "GET %s HTTP/1.1\r\n\r\n".formatted(path).repeat(100);
    ExecutorService senders = Executors.newFixedThreadPool(crowd.size());
    for (Socket member : crowd) {
      senders.execute(
          () -> {
            while (stillTakes(member, requests)) {
              // and takes none of the answers
            }
          });
    }
    senders.shutdown();
    agent
        .daemon()
        .await(
            "rid of those who do not read",
            () -> {
              assertServed(wire, other);
              return senders.isTerminated();
            });
  }

  @Test
  void connectionsThatComeAndGo_leaveNothingBehind() throws Exception {
    for (int round = 0; round < 10; round++) {
      gather(Wire.PLAIN, 10, "");
      gather(Wire.PLAIN, 10, wire.opening());
      for (String bytes : List.of("G", "GET / HTTP/1.1\r\n", "GET /metrics HTTP/1.1\r\n\r\n")) {
        gather(wire, 10, bytes);
      }
      Collections.shuffle(crowd);
      for (Socket member : crowd) {
        member.close();
      }
      crowd.clear();
    }
  }
}

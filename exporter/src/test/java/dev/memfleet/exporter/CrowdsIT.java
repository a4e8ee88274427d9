package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.LoopbackFleet.await;
import static dev.memfleet.exporter.peer.LoopbackFleet.awaitRecovery;
import static dev.memfleet.exporter.peer.LoopbackFleet.awaitStart;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.ManyNodes;
import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.LoopbackFleet;
import dev.memfleet.exporter.peer.Pressure;
import dev.memfleet.exporter.peer.ProcessUsage;
import dev.memfleet.exporter.peer.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crowds of clients and of targets against an agent with a heap of 64 MiB and 32 MiB of direct
 * memory: it goes on to serve others, its memory stays bounded, and it serves everything again
 * within five seconds.
 */
class CrowdsIT {
  private static final int CLIENTS = 1000;
  private static final int RESETS = 5000; // on each of the two transports
  private static final int TARGETS = 1109;
  private static final int SLAB_CLASSES = 300;
  private static final int AT_A_TIME = 20;
  private static final int WHOLE_PAGES = 10; // to save time, every tenth scrape is a whole page

  /** The heap, direct memory, and the JVM itself. */
  private static final long MOST_RESIDENT = 300L << 20;

  @TempDir static Path shared;
  private static LoopbackFleet fleet;

  @TempDir Path folder;

  @BeforeAll
  static void startNodes() {
    fleet = new LoopbackFleet(shared);
  }

  @AfterAll
  static void stopNodes() {
    fleet.close();
  }

  private static String[] jvm(boolean nio) {
    return new String[] {
      "-Xss512k",
      "-Xmx64m",
      "-XX:MaxDirectMemorySize=32m",
      "-XX:+ExitOnOutOfMemoryError",
      "-Dio.netty.transport.noNative=" + nio
    };
  }

  @ParameterizedTest(name = "nio={0}")
  @ValueSource(booleans = {false, true})
  void crowdOfClients_leavesOthersServed(boolean nio) throws Exception {
    String flag = fleet.flag(folder, "");
    try (Agent agent = Agent.startUnder(Pressure.none(), folder, jvm(nio), flag)) {
      awaitStart(agent);
      slowReaders(agent);
      halfRequests(agent);
      resets(agent);
      assertThat(ProcessUsage.residentBytes(agent.daemon().process().pid()))
          .isLessThan(MOST_RESIDENT);
      assertThat(agent.ownLog()).doesNotContain("level=error", "node down");
    }
  }

  private static void slowReaders(Agent agent) throws IOException {
    crowd(agent, "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2));
    awaitRecovery(agent);
  }

  private static void halfRequests(Agent agent) throws IOException {
    crowd(agent, "GET /metrics HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000));
    awaitRecovery(agent);
  }

  /** Clients that send this and read nothing, while another one is served. */
  private static void crowd(Agent agent, String bytes) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Socket member = Wire.PLAIN.connectNarrow(agent.port());
      crowd.add(member);
      send(member, bytes);
    }
    await("healthy", () -> healthy(agent));
    assertThat(agent.get("/metrics?name[]=memcached_up").statusCode()).isIn(200, 503);
    for (Socket member : crowd) {
      member.close();
    }
  }

  /** Whether the agent is healthy; checks that an unhealthy one names the event loop. */
  private static boolean healthy(Agent agent) {
    HttpResponse<String> answer = agent.get("/-/healthy");
    if (answer.statusCode() != 200) {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("event loop");
    }
    return answer.statusCode() == 200;
  }

  /** Sends bytes; the agent may have closed the connection already. */
  private static void send(Socket member, String bytes) {
    try {
      member.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    } catch (IOException cutOff) {
      assertThat(cutOff).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  private static void resets(Agent agent) throws IOException {
    for (int i = 0; i < RESETS; i++) {
      try (Socket client = Wire.PLAIN.connect(agent.port())) {
        client.setSoLinger(true, 0);
        send(client, i % 2 == 0 ? "GET /metrics HT" : "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      }
    }
    awaitRecovery(agent);
  }

  @Test
  void crowdOfTargets_eachWithHundredsOfSlabClasses_isScraped() throws Exception {
    String flag = fleet.flag(folder, "");
    try (ManyNodes nodes = ManyNodes.ofSlabClasses(SLAB_CLASSES);
        Agent agent = Agent.startUnder(Pressure.none(), folder, jvm(false), flag)) {
      awaitStart(agent);
      Deque<CompletableFuture<HttpResponse<String>>> scrapes = new ArrayDeque<>();
      int scraped = 0;
      for (int i = 0; i < TARGETS; i++) {
        String target = "127.2.%d.%d:%d".formatted(i / 250, 1 + i % 250, nodes.port());
        String part = i % WHOLE_PAGES == 0 ? "" : "&name[]=memcached_up";
        scrapes.add(agent.getAsync("/scrape?target=" + target + part));
        if (scrapes.size() == AT_A_TIME) {
          scraped += succeeded(scrapes.remove());
        }
      }
      while (!scrapes.isEmpty()) {
        scraped += succeeded(scrapes.remove());
      }
      assertThat(scraped).isEqualTo(TARGETS);
      assertThat(ProcessUsage.residentBytes(agent.daemon().process().pid()))
          .isLessThan(MOST_RESIDENT);
      awaitRecovery(agent);
    }
  }

  private static int succeeded(CompletableFuture<HttpResponse<String>> scrape) {
    return scrape.join().body().contains("\nmemcached_up 1\n") ? 1 : 0;
  }
}

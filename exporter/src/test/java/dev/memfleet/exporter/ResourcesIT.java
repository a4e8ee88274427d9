package dev.memfleet.exporter;

import static dev.memfleet.exporter.peer.LoopbackFleet.await;
import static dev.memfleet.exporter.peer.LoopbackFleet.awaitRecovery;
import static dev.memfleet.exporter.peer.LoopbackFleet.awaitStart;
import static dev.memfleet.exporter.peer.LoopbackFleet.resourceFailures;
import static dev.memfleet.exporter.peer.LoopbackFleet.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Agent;
import dev.memfleet.exporter.peer.LoopbackFleet;
import dev.memfleet.exporter.peer.Pressure;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent where descriptors, threads, CPU or folders are short, on either transport: it serves
 * what it can, says what it cannot, is truthful about its health, and serves everything within five
 * seconds after the pressure ends. {@link CrowdsIT} is about memory, {@link HostileListsIT} about
 * lists.
 */
class ResourcesIT {
  private static final String EPOLL = "-Dio.netty.transport.noNative=false";
  private static final String NIO = "-Dio.netty.transport.noNative=true";

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

  /** The launcher's memory flags, with a fixed heap, as on a machine of 64 processors. */
  private static String[] jvm(String transport) {
    return new String[] {
      "-XX:ActiveProcessorCount=64",
      "-Xss512k",
      "-Xmx128m",
      "-XX:MaxMetaspaceSize=64m",
      "-XX:ReservedCodeCacheSize=32m",
      "-XX:-UsePerfData",
      "-XX:+ExitOnOutOfMemoryError",
      transport
    };
  }

  @ParameterizedTest
  @CsvSource({"64," + EPOLL, "128," + NIO, "1024," + EPOLL})
  void fewDescriptors_everyNodeIsPolled_andACrowdOfClientsTakesNoneOfTheirs(
      int limit, String transport) throws Exception {
    List<String> limiter = Pressure.ofDescriptors(limit);
    try (Agent agent = Agent.startUnder(limiter, folder, jvm(transport), fleet.flag(folder, ""))) {
      awaitStart(agent);
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < limit; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), agent.port()));
      }
      assertThat(agent.get("/-/healthy").statusCode()).isEqualTo(200);
      await("a free descriptor, which counting them takes", () -> openDescriptors(agent) < limit);
      for (Socket client : crowd) {
        client.close();
      }
      awaitRecovery(agent);
      assertThat(agent.daemon().output()).doesNotContain("SEVERE", "level=error");
    }
  }

  /** The agent's open descriptors; infinite while none is left for counting them. */
  private static double openDescriptors(Agent agent) {
    return agent.page("/-/self").getOrDefault("process_open_fds{}", Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {EPOLL, NIO})
  void noDescriptorLeft_isTheAgentsFault_andNotTheNodes(String transport) throws Exception {
    String flag = fleet.flag(folder, ", reconnect: true");
    try (Agent agent = Agent.startUnder(Pressure.none(), folder, jvm(transport), flag)) {
      awaitStart(agent);
      long pid = agent.daemon().process().pid();
      Pressure.limitDescriptors(pid, 10);
      await("polls that lack descriptors", () -> resourceFailures(agent) > LoopbackFleet.NODES);
      SortedMap<String, Double> page = agent.page("/metrics");
      assertThat(states(page)).noneMatch(up -> up == 0);
      assertThat(agent.get("/-/healthy").statusCode()).isEqualTo(200);
      assertThat(agent.daemon().output())
          .containsOnlyOnce("msg=\"nodes not polled\" reason=resources")
          .doesNotContain("node down");
      Pressure.limitDescriptors(pid, 1024);
      awaitRecovery(agent);
    }
  }

  @ParameterizedTest
  @CsvSource({"64," + EPOLL, "128," + NIO})
  void fewThreads_manyScrapesAtATime_areAnswered_andPollingGoesOn(int limit, String transport)
      throws Exception {
    List<String> limiter = Pressure.ofThreads(limit);
    try (Agent agent = Agent.startUnder(limiter, folder, jvm(transport), fleet.flag(folder, ""))) {
      awaitStart(agent);
      List<CompletableFuture<HttpResponse<String>>> scrapes = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        scrapes.add(agent.getAsync("/metrics?name[]=memcached_up"));
      }
      for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
        assertThat(scrape.join().statusCode()).isIn(200, 503);
      }
      awaitRecovery(agent);
      assertThat(agent.daemon().output()).doesNotContain("native thread", "level=error");
    }
  }

  @Test
  void aTenthOfTheCpu_isNotTheNodesFault() throws Exception {
    String flag = fleet.flag(folder, "");
    try (Agent agent = Agent.startUnder(Pressure.none(), folder, jvm(EPOLL), flag)) {
      awaitStart(agent);
      Process slowing = Pressure.ofCpu(agent.daemon().process().pid());
      try {
        for (int i = 0; i < 3; i++) {
          assertThat(agent.get("/-/healthy").statusCode()).isIn(200, 503);
          assertThat(states(agent.page("/metrics?name[]=memcached_up"))).noneMatch(up -> up == 0);
        }
      } finally {
        slowing.destroy();
        slowing.waitFor();
      }
      awaitRecovery(agent);
      assertThat(agent.daemon().output()).doesNotContain("node down");
    }
  }

  @Test
  void noWritableFolder_isNoObstacle() throws Exception {
    String node = "127.0.0.1:" + fleet.port();
    String flag = "--memcached.address=" + node;
    try (Agent agent = Agent.startUnder(Pressure.ofFolders(), folder, jvm(EPOLL), flag)) {
      assertThat(agent.page("/metrics")).containsEntry("memcached_up{}", 1.0);
      assertThat(agent.page("/scrape?target=" + node)).containsEntry("memcached_up{}", 1.0);
      assertThat(agent.daemon().output()).doesNotContain("Exception", "\tat ");
    }
  }
}

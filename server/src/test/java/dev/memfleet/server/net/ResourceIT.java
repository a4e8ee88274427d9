package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the server does when a resource is used up: it serves what it can, says what it cannot, and
 * serves everything again soon after.
 */
class ResourceIT {
  private static final int RESETS = 3400; // with three transports 10,000
  private static final int CLOSES = 100;
  private static final Duration RECOVERY = Duration.ofSeconds(5);

  /** The heap, what is off it, and the JVM itself. */
  private static final long SMALL_RESIDENT = 300L << 20;

  private static final List<String> SMALL =
      List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:MaxDirectMemorySize=32m");
  private static final List<String> UNLIMITED = List.of();
  private static final boolean ROOT = System.getProperty("user.name").equals("root");
  private static final Path CGROUP = Path.of("/sys/fs/cgroup/cpu");

  static List<String> transports() {
    return Transports.usable().stream().map(Transports::label).toList();
  }

  private static List<String> small(String transport) {
    return List.of(
        SMALL.get(0), SMALL.get(1), SMALL.get(2), "-D" + Transports.PROPERTY + "=" + transport);
  }

  private static List<String> descriptors(int limit) {
    return List.of("prlimit", "--nofile=" + limit + ":" + limit);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void smallHeapAndDirectMemory_anyPressure_isSurvived(String transport) throws Exception {
    try (LimitedServer server =
        LimitedServer.start(UNLIMITED, small(transport), "-t", "2", "-c", "1100")) {
      halfRequests(server);
      slowReaders(server);
      resets(server);
      assertThat(server.residentBytes()).isLessThan(SMALL_RESIDENT);
      assertThat(stats(server, "memfleet")).containsEntry("internal_errors", "0");
    }
  }

  /** Unfinished lines, far more than the budget holds. */
  private static void halfRequests(LimitedServer server) throws IOException {
    try (Crowd crowd = new Crowd(1000, server.port())) {
      crowd.send("get ");
      for (int round = 0; round < 5; round++) {
        crowd.send("k".repeat(200).concat(" ").repeat(100));
        assertThat(server.answer()).isPresent();
      }
    }
    awaitAlone(server);
    assertThat(number(stats(server, ""), "read_buf_oom")).isPositive();
    assertThat(stats(server, "memfleet")).containsEntry("request_bytes", "0");
  }

  /** Replies that nothing reads. */
  private static void slowReaders(LimitedServer server) throws IOException {
    try (TextClient client = TextClient.connect(server.port());
        Crowd crowd = new Crowd(1000, server.port())) {
      client.exchange("set big 0 0 30000\r\n" + "x".repeat(30_000) + "\r\n");
      for (int round = 0; round < 3; round++) {
        crowd.send("get big\r\n".repeat(100));
        for (int i = 0; i < 20; i++) {
          assertThat(client.exchange("get big\r\n")).endsWith("END\r\n");
        }
      }
      assertThat(server.residentBytes()).isLessThan(SMALL_RESIDENT);
      assertThat(number(client.stats(""), "response_obj_oom")).isPositive();
    }
    awaitAlone(server);
  }

  private static void resets(LimitedServer server) throws IOException {
    for (int i = 0; i < RESETS; i++) {
      Reset.after(i % 2 == 0 ? "get a b c" : "set a 0 0 10\r\nabc", server.port());
    }
    awaitAlone(server);
  }

  @ParameterizedTest
  @MethodSource("transports")
  void bytesArriveWhileClosing_socketIsClosed(String transport) throws Exception {
    List<String> flags = List.of("-D" + Transports.PROPERTY + "=" + transport);
    String refused = " ".repeat(110) + "get " + "k".repeat(2800);
    try (LimitedServer server = LimitedServer.start(UNLIMITED, flags, "-t", "1")) {
      for (int i = 0; i < CLOSES; i++) {
        try (TextClient client = TextClient.connect(server.port())) {
          sendUntilClosed(client, refused, 300);
          assertThat(client.readToEnd()).isEmpty();
        }
      }
    }
  }

  /** The request and, byte by byte, more of it. */
  private static void sendUntilClosed(TextClient client, String request, int more) {
    try {
      client.send(request);
      for (int i = 0; i < more; i++) {
        client.send("k");
      }
    } catch (IOException closed) {
      // The server need not read what follows what it refuses.
    }
  }

  private static void awaitAlone(LimitedServer server) {
    within("one connection", () -> alone(server));
  }

  private static Optional<Boolean> alone(LimitedServer server) {
    try {
      long connections = number(stats(server, ""), "curr_connections");
      return connections == 1 ? Optional.of(true) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static <T> T within(String what, Supplier<Optional<T>> question) {
    return Polling.until(RECOVERY, what, question);
  }

  private static Map<String, String> stats(LimitedServer server, String section)
      throws IOException {
    try (TextClient client = TextClient.connect(server.port())) {
      return client.stats(section);
    }
  }

  private static long number(Map<String, String> stats, String name) {
    return Long.parseLong(stats.getOrDefault(name, "-1"));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void descriptorsUsedUp_serverAnswersAgain(String transport) throws Exception {
    List<String> flags = List.of("-D" + Transports.PROPERTY + "=" + transport);
    try (LimitedServer server = LimitedServer.start(descriptors(1024), flags, "-t", "2")) {
      within("a word on the limit", () -> server.logged("descriptors=1024"));
      for (int round = 0; round < 2; round++) {
        try (Crowd crowd = new Crowd(1100, server.port())) {
          crowd.send("version\r\n");
        }
        within("an answer", server::answer);
      }
      awaitAlone(server);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void fewDescriptors_asManyAreServedAsThereAre(int limit) throws Exception {
    String connections = Integer.toString(limit);
    try (LimitedServer server =
        LimitedServer.start(descriptors(limit), List.of(), "-t", "1", "-c", connections)) {
      int served = (int) number(stats(server, "memfleet"), "connection_limit");
      assertThat(served).isPositive();
      try (Crowd crowd = new Crowd(served, server.port());
          TextClient late = TextClient.connect(server.port())) {
        crowd.send("version\r\n");
        assertThat(late.readToEnd()).isEqualTo("ERROR Too many open connections\r\n");
      }
      within("an answer", server::answer);
    }
  }

  @Test
  void moreConnectionsThanDescriptors_startIsRefusedInMemcachedsWords() throws Exception {
    try (LimitedServer server = LimitedServer.launch(descriptors(128), List.of())) {
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(71);
      assertThat(server.log()).contains("failed to set rlimit for open files");
    }
  }

  @Test
  void connectionsOneAfterAnother_noneIsRefused() throws Exception {
    try (LimitedServer server = LimitedServer.start(UNLIMITED, List.of(), "-t", "4")) {
      for (int i = 0; i < 5000; i++) {
        TextClient.connect(server.port()).close();
      }
      awaitAlone(server);
      assertThat(stats(server, "")).containsEntry("rejected_connections", "0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128})
  void fewThreads_serverServes(int limit) throws Exception {
    List<String> asUser =
        ROOT
            ? List.of("setpriv", "--reuid=61234", "--clear-groups", "prlimit", "--nproc=" + limit)
            : List.of("prlimit", "--nproc=" + limit);
    try (LimitedServer server =
        LimitedServer.start(asUser, List.of("-XX:+UseSerialGC"), "-t", "4")) {
      assertThat(server.answer()).isPresent();
    }
  }

  @Test
  void noWritableDirectory_serverServes() throws Exception {
    String unshare = ROOT ? "-m" : "-rm";
    String mount = "mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp && exec \"$@\"";
    List<String> limiter = List.of("unshare", unshare, "sh", "-c", mount, "-");
    try (LimitedServer server = LimitedServer.start(limiter, List.of(), "-t", "2")) {
      assertThat(server.answer()).isPresent();
    }
  }

  @Test
  void littleProcessorTime_serverAnswers() throws Exception {
    assumeThat(Files.isWritable(CGROUP.resolve("cgroup.procs"))).as("cgroup v1, root").isTrue();
    try (LimitedServer server = LimitedServer.start(UNLIMITED, List.of(), "-t", "2")) {
      Path group = CGROUP.resolve("memfleet-" + server.process().pid());
      Files.createDirectory(group);
      try {
        Files.writeString(group.resolve("cpu.cfs_quota_us"), "10000");
        Files.writeString(group.resolve("cgroup.procs"), Long.toString(server.process().pid()));
        within("an answer", server::answer);
      } finally {
        Files.writeString(CGROUP.resolve("cgroup.procs"), Long.toString(server.process().pid()));
        Files.delete(group);
      }
      within("an answer", server::answer);
    }
  }

  @Test
  void transportForcedThatIsMissing_startIsRefused() throws Exception {
    List<String> flags =
        List.of("-Dio.netty.transport.noNative=true", "-D" + Transports.PROPERTY + "=io_uring");
    try (LimitedServer server = LimitedServer.launch(UNLIMITED, flags)) {
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(1);
      assertThat(server.log()).contains("io_uring is not available").contains("one of nio");
    }
  }

  @Test
  void restartedAtOnce_samePortIsListenedTo() throws Exception {
    try (LimitedServer killed = LimitedServer.start(UNLIMITED, List.of(), "-t", "2")) {
      killed.process().destroyForcibly();
      killed.process().onExit().join();
      try (LimitedServer next = killed.again(List.of(), "-t", "2")) {
        assertThat(next.answer()).isPresent();
      }
    }
  }

  @Test
  void stopped_portIsFreeSoon() throws Exception {
    try (LimitedServer server = LimitedServer.start(UNLIMITED, List.of(), "-t", "2");
        TextClient client = TextClient.connect(server.port())) {
      client.exchange("set a 0 0 1\r\n1\r\n");
      server.process().destroy();
      server.process().onExit().join();
      within("a free port", () -> listen(server.port()));
    }
  }

  /** With io_uring the kernel closes the sockets a moment after the process has ended. */
  private static Optional<Boolean> listen(int port) {
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
      return Optional.of(true);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void heapTooSmall_processEndsWithAMessage() throws Exception {
    List<String> flags = List.of("-XX:+UseSerialGC", "-Xmx4m");
    try (LimitedServer server = LimitedServer.launch(UNLIMITED, flags)) {
      assertThat(server.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.process().exitValue()).isEqualTo(3);
      assertThat(server.log()).contains("out of memory, exiting: cause=\"Java heap space\"");
    }
  }

  @Test
  void noNativeTransport_serverServes() throws Exception {
    List<String> flags = List.of("-Dio.netty.transport.noNative=true");
    try (LimitedServer server = LimitedServer.start(UNLIMITED, flags, "-t", "2")) {
      assertThat(stats(server, "memfleet")).containsEntry("transport", "nio");
    }
  }
}

package dev.memfleet.exporter.client;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.RefusingNode;
import dev.memfleet.exporter.fake.ResettingNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.fake.StallingNode;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NodeClientTest {
  private static final Set<Section> ALL = Section.USUAL;
  private static final Duration LONG = ofSeconds(20);
  private static final Duration SHORT = ofMillis(150);
  private static final EventLoop LOOP = new EventLoop();

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void ask_answersEverySection_inOneWriteInOrder() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Map<Section, StatsReply> replies = ask(client(node), LONG);
      assertThat(replies.keySet()).containsExactlyElementsOf(ALL);
      assertThat(reply(replies, Section.STATS).get("uptime")).isEqualTo("7");
      assertThat(reply(replies, Section.SETTINGS).get("maxconns")).isEqualTo("1024");
      assertThat(reply(replies, Section.SLABS).get("active_slabs")).isEqualTo("1");
      assertThat(node.requests())
          .containsExactly("stats", "stats settings", "stats items", "stats slabs");
    }
  }

  @Test
  void ask_oneSection_asksNothingElse() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      LOOP.get(() -> client.ask(EnumSet.of(Section.STATS), LONG));
      assertThat(node.requests()).containsExactly("stats");
    }
  }

  @Test
  void ask_again_reusesTheConnection() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      for (int i = 0; i < 5; i++) {
        ask(client, LONG);
      }
      assertThat(node.accepted()).isEqualTo(1);
      assertThat(node.open()).isEqualTo(1);
      LOOP.call(() -> closed(client));
      node.awaitOpen(0);
    }
  }

  @Test
  void lastConnect_showsTheConnectionThatTheLastPollOpened() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      for (int i = 1; i <= 3; i++) {
        ask(client, LONG);
        assertThat(Objects.requireNonNull(client.lastConnect()).success()).isTrue();
        ask(client, LONG);
        assertThat(client.lastConnect()).isNull();
        LOOP.call(() -> closed(client));
        node.awaitOpen(0);
        assertThat(node.accepted()).isEqualTo(i);
      }
      node.stop();
      assertFails(client, LONG, FailureReason.REFUSED);
      assertThat(Objects.requireNonNull(client.lastConnect()).success()).isFalse();
    }
  }

  @Test
  void ask_subCommandRefused_isAnAnswer() throws Exception {
    Script script = Script.minimal().but(Section.SLABS, "ERROR\r\n");
    try (ScriptedNode node = new ScriptedNode(script)) {
      Map<Section, StatsReply> replies = ask(client(node), LONG);
      assertThat(reply(replies, Section.SLABS).refusal()).isEqualTo("ERROR");
      assertThat(reply(replies, Section.ITEMS).refusal()).isNull();
    }
  }

  static Stream<Arguments> answersInTwoPieces() {
    String answer = "STAT uptime 7\r\nEND\r\n";
    return Stream.iterate(1, at -> at < answer.length(), at -> at + 1)
        .map(at -> Arguments.of(answer, at));
  }

  @ParameterizedTest
  @MethodSource("answersInTwoPieces")
  void ask_answerInPieces_isPutTogether(String answer, int at) throws Exception {
    CountDownLatch rest = new CountDownLatch(1);
    Script script = Script.minimal().but(Section.STATS, Script.split(answer, at, rest));
    try (ScriptedNode node = new ScriptedNode(script)) {
      NodeClient client = client(node);
      var asked = LOOP.start(() -> client.ask(ALL, LONG));
      node.await(() -> node.requests().contains("stats"));
      rest.countDown();
      assertThat(reply(EventLoop.get(asked), Section.STATS).get("uptime")).isEqualTo("7");
    }
  }

  @Test
  void ask_addressWithAZone_isReachedByItsInterface() throws Exception {
    try (ScriptedNode node = ScriptedNode.onIpv6(Script.minimal())) {
      NodeAddress zoned = NodeAddress.parse("[::1%lo]:" + node.address().port());
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(zoned));
      assertThat(reply(ask(client, LONG), Section.STATS).get("uptime")).isNotNull();
      NodeAddress elsewhere = NodeAddress.parse("[fe80::1%none9]:" + node.address().port());
      assertFails(
          new NodeClient(new Connector(LOOP.vertx()).to(elsewhere)), LONG, FailureReason.DNS);
    }
  }

  @Test
  void name_isGivenToAnAddress_withItsZone() throws Exception {
    InetAddress zoned =
        Inet6Address.getByAddress(
            null,
            new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
            7);
    assertThat(Attempts.named("a.test", zoned, 1).hostAddress()).endsWith("%7");
  }

  @Test
  void ask_idleConnectionClosedByNode_isNoFailure() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      ask(client, LONG);
      node.closeConnections();
      ask(client, LONG);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  static Stream<Script> deaths() {
    return Stream.of(Script.close(), Script.reset());
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void ask_reusedConnectionDiesBeforeTheFirstByte_retriesOnce(Script death) throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      ask(client, LONG);
      AtomicInteger deaths = new AtomicInteger();
      node.apply(
          (request, peer) -> {
            Script next = deaths.getAndIncrement() == 0 ? death : Script.minimal();
            next.answer(request, peer);
          });
      ask(client, LONG);
      assertThat(node.accepted()).isEqualTo(2);
      node.awaitOpen(1);
    }
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void ask_freshConnectionDiesToo_isReset(Script death) throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      ask(client, LONG);
      node.apply(death);
      assertFails(client, LONG, FailureReason.RESET);
      assertThat(node.accepted()).isEqualTo(2);
      assertFails(client, LONG, FailureReason.RESET);
      assertThat(node.accepted()).isEqualTo(3);
      node.awaitOpen(0);
    }
  }

  @Test
  void ask_reusedConnectionDiesAfterTheFirstByte_isNotRetried() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      ask(client, LONG);
      node.apply(Script.sendAndClose("S"));
      assertFails(client, LONG, FailureReason.RESET);
      assertThat(node.accepted()).isEqualTo(1);
      node.apply(Script.minimal());
      ask(client, LONG);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  @Test
  void ask_reusedConnectionTimesOut_isNotRetried() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      NodeClient client = client(node);
      ask(client, LONG);
      node.apply(Script.silence());
      assertFails(client, SHORT, FailureReason.TIMEOUT);
      node.awaitOpen(0);
      node.apply(Script.minimal());
      ask(client, LONG);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  @Test
  void ask_unsolicitedAnswer_costsOnlyTheConnection() throws Exception {
    Script talkative = Script.minimal().but(Section.SLABS, "END\r\nSTAT surprise 1\r\nEND\r\n");
    try (ScriptedNode node = new ScriptedNode(talkative)) {
      NodeClient client = client(node);
      ask(client, LONG);
      node.awaitOpen(0);
      node.apply(Script.minimal());
      ask(client, LONG);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        row("silent", SilentNode::new, FailureReason.TIMEOUT, SHORT),
        row("stalling", StallingNode::new, FailureReason.TIMEOUT, SHORT),
        row("resetting", ResettingNode::new, FailureReason.RESET, LONG),
        row("noise", GarbageNode::noise, FailureReason.PROTOCOL, LONG),
        row("endless stats", GarbageNode::endlessStats, FailureReason.PROTOCOL, LONG),
        row("endless line", GarbageNode::endlessLine, FailureReason.PROTOCOL, LONG),
        row(
            "full",
            () -> saying("ERROR Too many open connections\r\n"),
            FailureReason.REFUSED,
            LONG),
        row("HTTP", () -> saying("HTTP/1.1 400 Bad Request\r\n"), FailureReason.PROTOCOL, LONG),
        row("closing", () -> new ScriptedNode(Script.close()), FailureReason.RESET, LONG));
  }

  private static Arguments row(
      String name, Supplier<FakeNode> node, FailureReason reason, Duration timeout) {
    return Arguments.of(name, node, reason, timeout);
  }

  private static FakeNode saying(String answer) {
    return new ScriptedNode(Script.sendAndClose(answer));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void ask_hostileNode_failsWithItsReasonAndLeavesNoSocket(
      String name, Supplier<FakeNode> fake, FailureReason reason, Duration timeout)
      throws Exception {
    try (FakeNode node = fake.get()) {
      NodeClient client = client(node);
      assertFails(client, timeout, reason);
      node.await(() -> node.accepted() == 1 && node.open() == 0);
      assertFails(client, timeout, reason);
      node.await(() -> node.accepted() == 2 && node.open() == 0);
    }
  }

  @Test
  void ask_nothingListens_isRefused() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      assertFails(client, LONG, FailureReason.REFUSED);
    }
  }

  @Test
  void ask_nothingListens_failsWithTheSystemsMessage() throws Exception {
    try (RefusingNode node = new RefusingNode()) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      assertThatThrownBy(() -> ask(client, LONG))
          .isInstanceOf(PollException.class)
          .hasMessage("cannot connect to " + node.address() + ": Connection refused");
    }
  }

  @Test
  void ask_unixSocket(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("memcached.sock");
    try (ScriptedNode node = ScriptedNode.onPath(Script.minimal(), path)) {
      assertThat(ask(client(node), LONG)).hasSize(4);
    }
    NodeClient gone =
        new NodeClient(new Connector(LOOP.vertx()).to(NodeAddress.parse(path + ".not")));
    assertFails(gone, LONG, FailureReason.REFUSED);
  }

  @Test
  void ask_ipv6() throws Exception {
    try (ScriptedNode node = ScriptedNode.onIpv6(Script.minimal())) {
      assertThat(node.address().toString()).startsWith("[::1]:");
      assertThat(ask(client(node), LONG)).hasSize(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.test", "cache1", "memcached-0", "a.b.c4"})
  void ask_name_isResolvedForEachConnection(String host) throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      AtomicInteger lookUps = new AtomicInteger();
      Connector connector =
          new Connector(
              LOOP.vertx(),
              name -> {
                assertThat(name).isEqualTo(host);
                lookUps.incrementAndGet();
                return FakeNames.found(loopback(1));
              });
      NodeClient client =
          new NodeClient(connector.to(NodeAddress.parse(host + ":" + node.address().port())));
      ask(client, LONG);
      ask(client, LONG);
      assertThat(lookUps).hasValue(1);
      node.closeConnections();
      ask(client, LONG);
      assertThat(lookUps).hasValue(2);
    }
  }

  @Test
  void ask_nameWithManyAddresses_triesThemInOrder() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Connector connector =
          new Connector(LOOP.vertx(), FakeNames.of(loopback(2), loopback(3), loopback(1)));
      NodeAddress address = NodeAddress.parse("node.test:" + node.address().port());
      assertThat(ask(new NodeClient(connector.to(address)), LONG)).hasSize(4);
      node.stop();
      assertFails(new NodeClient(connector.to(address)), LONG, FailureReason.REFUSED);
    }
  }

  @Test
  void ask_unknownName_isDns() throws Exception {
    Connector connector =
        new Connector(LOOP.vertx(), name -> Future.failedFuture(new UnknownHostException(name)));
    NodeClient client = new NodeClient(connector.to(NodeAddress.parse("node.test")));
    assertFails(client, LONG, FailureReason.DNS);
  }

  @Test
  void ask_nameServiceHangs_isDnsAndIsAskedOnceOnly() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    Connector connector =
        new Connector(
            LOOP.vertx(),
            name -> {
              lookUps.incrementAndGet();
              return Promise.<HostAddresses>promise().future();
            });
    NodeClient client = new NodeClient(connector.to(NodeAddress.parse("hangs.test")));
    for (int i = 0; i < 3; i++) {
      assertFails(client, SHORT, FailureReason.DNS);
    }
    assertThat(lookUps).hasValue(1);
  }

  private static InetAddress loopback(int last) {
    return FakeNames.loopback(last);
  }

  private static NodeClient client(FakeNode node) {
    return new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
  }

  private static boolean closed(NodeClient client) {
    client.close();
    return true;
  }

  private static Map<Section, StatsReply> ask(NodeClient client, Duration timeout)
      throws Exception {
    return LOOP.get(() -> client.ask(ALL, timeout));
  }

  private static StatsReply reply(Map<Section, StatsReply> replies, Section section) {
    return Objects.requireNonNull(replies.get(section));
  }

  private static void assertFails(NodeClient client, Duration timeout, FailureReason reason) {
    assertThatThrownBy(() -> ask(client, timeout))
        .isInstanceOfSatisfying(
            PollException.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}

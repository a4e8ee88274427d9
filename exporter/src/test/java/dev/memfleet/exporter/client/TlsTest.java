package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.certificate.Authority;
import dev.memfleet.exporter.certificate.Issued;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.fake.TlsFront;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.TlsSettings;
import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.Section;
import io.vertx.core.net.NetServerOptions;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {
  private static final Set<Section> ALL = Section.USUAL;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final EventLoop LOOP = new EventLoop();
  private static final Authority AUTHORITY = new Authority("nodes");
  private static final Issued VALID = AUTHORITY.issue("127.0.0.1", "node.test");

  @TempDir Path folder;

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), AUTHORITY.pem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void node_withAValidCertificate_isPolled_andItsExpiryIsKnown(String protocol) throws Exception {
    Instant end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
    Issued certificate = AUTHORITY.issue(end, "127.0.0.1");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, certificate, TlsFront.only(protocol))) {
      Destination to = connector(profile(trusting())).to(front.address());
      NodeClient client = new NodeClient(to);
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);
      assertThat(node.accepted()).isEqualTo(1);
      assertThat(to.certificateExpiry()).isEqualTo(end);
    }
  }

  @Test
  void node_withoutTls_hasNoExpiry() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      Destination to = connector(Profile.PLAIN).to(node.address());
      NodeClient client = new NodeClient(to);
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);
      assertThat(to.certificateExpiry()).isNull();
    }
  }

  static Stream<Arguments> badCertificates() {
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    return Stream.of(
        Arguments.of(AUTHORITY.issue(hourAgo, "127.0.0.1"), "certificate has expired"),
        Arguments.of(AUTHORITY.issue("other.test"), "127.0.0.1"),
        Arguments.of(AUTHORITY.issue("127.0.0.2"), "127.0.0.1"),
        Arguments.of(new Authority("nodes").issue("127.0.0.1"), "no TLS session"),
        Arguments.of(new Authority("others").issue("127.0.0.1"), "certification path"));
  }

  @ParameterizedTest
  @MethodSource("badCertificates")
  void node_withABadCertificate_isTls_unlessVerificationIsOff(Issued bad, String message)
      throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, bad)) {
      assertFails(client(front.address(), trusting()), LONG, message);
      assertThat(node.accepted()).isZero();
      assertThat(LOOP.get(() -> client(front.address(), unverified()).ask(ALL, LONG))).hasSize(4);
    }
  }

  @Test
  void node_ofAnUnknownAuthority_isTls() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      assertFails(
          client(front.address(), tls(null, null, null, false)), LONG, "certification path");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "node.test, node.test",
    "NODE.test., node.test",
    "node, node",
    "a.wild.test, a.wild.test",
    "xn--bcher-kva.test, xn--bcher-kva.test",
    "BÜCHER.test, xn--bcher-kva.test"
  })
  void node_withAName_isVerifiedByItsOwn(String host, String asked) throws Exception {
    Issued certificate = AUTHORITY.issue("node.test", "node", "*.wild.test", "xn--bcher-kva.test");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, certificate)) {
      NodeAddress address = NodeAddress.parse(host + ":" + front.address().port());
      assertThat(LOOP.get(() -> client(address, trusting()).ask(ALL, LONG))).hasSize(4);
      if (asked.contains(".")) {
        assertThat(front.serverNames()).containsExactly(asked);
      }
    }
  }

  /** The JDK neither asks for such names nor finds them in certificates. */
  @ParameterizedTest
  @CsvSource({
    "my_node.test, true",
    "MY_node.test., true",
    "my_node, true",
    "a_1.wild.test, true",
    "a_1.wild_card.test, true",
    "a.b_1.wild.test, false",
    "wild_card.test, false",
    "my_nodes.test, false",
    "my_node.test.example, false"
  })
  void node_withAnUnderscore_isVerifiedByItsName(String host, boolean known) throws Exception {
    Issued certificate =
        AUTHORITY.issue("my_node.test", "my_node", "*.wild.test", "*.wild_card.test");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, certificate)) {
      NodeAddress own = NodeAddress.parse(host + ":" + front.address().port());
      NodeAddress other = NodeAddress.parse("other.test:" + front.address().port());
      if (known) {
        assertThat(LOOP.get(() -> client(own, trusting()).ask(ALL, LONG))).hasSize(4);
        assertThat(LOOP.get(() -> client(other, named(host)).ask(ALL, LONG))).hasSize(4);
      } else {
        String message = "No subject alternative DNS name matching " + host;
        assertFails(client(own, trusting()), LONG, message);
        assertFails(client(other, named(host)), LONG, message);
      }
    }
  }

  @Test
  void node_withAnUnderscore_needsATrustedAuthority() throws Exception {
    Issued strange = new Authority("others").issue("my_node.test");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, strange)) {
      NodeAddress address = NodeAddress.parse("my_node.test:" + front.address().port());
      assertFails(client(address, trusting()), LONG, "certification path");
    }
  }

  @Test
  void node_whoseNameTheCertificateLacks_isTls() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      NodeAddress address = NodeAddress.parse("other.test:" + front.address().port());
      assertFails(client(address, trusting()), LONG, "other.test");
    }
  }

  @Test
  void serverName_standsInForTheHost() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      NodeAddress address = NodeAddress.parse("other.test:" + front.address().port());
      assertThat(LOOP.get(() -> client(address, named("node.test")).ask(ALL, LONG))).hasSize(4);
      assertThat(front.serverNames()).containsExactly("node.test");
      assertFails(client(front.address(), named("third.test")), LONG, "third.test");
      assertThat(LOOP.get(() -> client(address, named("127.0.0.1")).ask(ALL, LONG))).hasSize(4);
    }
  }

  @Test
  void unixSocket_needsAServerName() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.onPath(LOOP, node, VALID, folder.resolve("tls.sock"))) {
      assertThat(LOOP.get(() -> client(front.address(), named("node.test")).ask(ALL, LONG)))
          .hasSize(4);
      assertThat(LOOP.get(() -> client(front.address(), unverified()).ask(ALL, LONG))).hasSize(4);
      assertFails(client(front.address(), named("other.test")), LONG, "not for the server_name");
      assertFails(client(front.address(), trusting()), LONG, "set server_name");
    }
  }

  static Stream<Arguments> withoutTls() {
    return Stream.of(
        node("says ERROR", () -> new ScriptedNode((line, peer) -> peer.send("ERROR\r\n")), LONG),
        node("closes", () -> new ScriptedNode(Script.close()), LONG),
        node("noise", GarbageNode::noise, LONG),
        node("says nothing", SilentNode::new, SHORT));
  }

  private static Arguments node(String name, Supplier<FakeNode> node, Duration timeout) {
    return Arguments.of(name, node, timeout);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("withoutTls")
  void node_thatSpeaksNoTls_isTlsAndLeavesNoSocket(
      String name, Supplier<FakeNode> fake, Duration timeout) throws Exception {
    try (FakeNode node = fake.get()) {
      assertFails(client(node.address(), trusting()), timeout, "no TLS session");
      node.await(() -> node.accepted() == 1 && node.open() == 0);
    }
  }

  @Test
  void node_thatSaysNothing_isTls_alsoWhereTheLoopIsLate() throws Exception {
    try (FakeNode node = new SilentNode()) {
      LOOP.vertx().setTimer(SHORT.toMillis() / 2, half -> keepBusy(SHORT));
      assertFails(client(node.address(), trusting()), SHORT, "no TLS session");
    }
  }

  private static void keepBusy(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static Stream<UnaryOperator<NetServerOptions>> protocols() {
    return Stream.of(TlsFront.only("TLSv1.2"), TlsFront.only("TLSv1.3"));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void node_thatWantsACertificate_takesOursAlone(UnaryOperator<NetServerOptions> protocol)
      throws Exception {
    Authority clients = new Authority("clients");
    clients.issue("agent").write(folder, "agent");
    new Authority("strangers").issue("agent").write(folder, "stranger");
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    clients.issue(hourAgo, "agent").write(folder, "old");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front =
            TlsFront.of(
                LOOP, node, VALID, o -> protocol.apply(TlsFront.wanting(clients).apply(o)))) {
      NodeClient ours = client(front.address(), tls("ca.pem", "agent", null, false));
      assertThat(LOOP.get(() -> ours.ask(ALL, LONG))).hasSize(4);
      for (String other : new String[] {"stranger", "old"}) {
        assertFails(client(front.address(), tls("ca.pem", other, null, false)), LONG, "alert");
      }
      assertFails(client(front.address(), trusting()), LONG, "alert");
    }
  }

  @Test
  void filesThatChange_takeEffectForNewConnections() throws Exception {
    Authority clients = new Authority("clients");
    Authority next = new Authority("next");
    new Authority("strangers").issue("agent").write(folder, "agent");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID, TlsFront.wanting(clients))) {
      NodeClient client = client(front.address(), tls("ca.pem", "agent", null, false));
      assertFails(client, LONG, "alert");
      clients.issue("agent").write(folder, "agent");
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);

      front.show(next.issue("127.0.0.1"));
      Files.writeString(folder.resolve("ca.pem"), next.pem());
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);
      assertThat(node.accepted()).isEqualTo(1);
      node.closeConnections();
      assertThat(LOOP.get(() -> client.ask(ALL, LONG))).hasSize(4);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  @Test
  void connection_openedBeforeTheFilesChanged_stays() throws Exception {
    Authority next = new Authority("next");
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      Connector connector = connector(profile(trusting()));
      NodeClient before = new NodeClient(connector.to(front.address()));
      NodeClient after = new NodeClient(connector.to(front.address()));
      assertThat(LOOP.get(() -> before.ask(ALL, LONG))).hasSize(4);
      front.show(next.issue("127.0.0.1"));
      Files.writeString(folder.resolve("ca.pem"), next.pem());
      assertThat(LOOP.get(() -> after.ask(ALL, LONG))).hasSize(4);

      collectGarbage();
      assertThat(LOOP.get(() -> before.ask(ALL, LONG))).hasSize(4);
      assertThat(node.accepted()).isEqualTo(2);
    }
  }

  /** Runs the garbage collector, on which Vert.x closes unreferenced clients and their sockets. */
  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
      Thread.onSpinWait();
    }
  }

  @Test
  void filesThatCannotBeRead_areTlsAndNamed() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      assertFails(
          client(front.address(), tls("no.pem", null, null, false)), LONG, "no such file: ");
      Files.writeString(folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
      assertFails(
          client(front.address(), tls("bad.pem", null, null, false)), LONG, "cannot use ca_file ");
      Issued own = AUTHORITY.issue("agent");
      new Issued(own.certificate(), VALID.key(), own.end()).write(folder, "own");
      assertFails(
          client(front.address(), tls("ca.pem", "own", null, false)),
          LONG,
          "the private key does not match the certificate");
    }
  }

  @Test
  void probe_usesTls() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal());
        TlsFront front = TlsFront.of(LOOP, node, VALID)) {
      Connector probe = connector(profile(trusting()));
      assertThat(LOOP.get(() -> ConnectProbe.probe(probe.to(front.address()), LONG)).success())
          .isTrue();
      assertThat(node.requests()).containsExactly("version");
      Connector plain = connector(Profile.PLAIN);
      assertThat(LOOP.get(() -> ConnectProbe.probe(plain.to(front.address()), SHORT)).success())
          .isFalse();
    }
  }

  private TlsSettings trusting() {
    return tls("ca.pem", null, null, false);
  }

  private TlsSettings unverified() {
    return tls(null, null, null, true);
  }

  private TlsSettings named(String serverName) {
    return tls("ca.pem", null, serverName, false);
  }

  private TlsSettings tls(
      @Nullable String ca, @Nullable String own, @Nullable String serverName, boolean insecure) {
    return new TlsSettings(
        Optional.ofNullable(ca).map(folder::resolve),
        Optional.ofNullable(own).map(name -> folder.resolve(name + ".pem")),
        Optional.ofNullable(own).map(name -> folder.resolve(name + ".key")),
        Optional.ofNullable(serverName),
        insecure);
  }

  private static NodeClient client(NodeAddress address, TlsSettings tls) {
    return new NodeClient(connector(profile(tls)).to(address));
  }

  private static Profile profile(TlsSettings tls) {
    return new Profile("tls", Optional.of(tls), Optional.empty(), AllowedTargets.NONE);
  }

  private static Connector connector(Profile profile) {
    Resolver resolver = new Resolver(FakeNames.of(FakeNames.loopback(1)));
    return new Connector(LOOP.vertx(), resolver, new AnswerMemory(), profile);
  }

  private static void assertFails(NodeClient client, Duration timeout, String message) {
    PollException failure =
        catchThrowableOfType(PollException.class, () -> LOOP.get(() -> client.ask(ALL, timeout)));
    assertThat(failure).as(message).isNotNull();
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(FailureReason.TLS);
    assertThat(Objects.requireNonNull(failure.getMessage())).contains(message);
  }
}

package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memfleet.exporter.fake.AuthFileNode;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.FakeNode;
import dev.memfleet.exporter.fake.GarbageNode;
import dev.memfleet.exporter.fake.SaslNode;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.fake.SilentNode;
import dev.memfleet.exporter.node.AllowedTargets;
import dev.memfleet.exporter.node.Credentials;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import dev.memfleet.exporter.node.SecretSource.InFile;
import dev.memfleet.exporter.node.SecretSource.Literal;
import dev.memfleet.exporter.protocol.AnswerMemory;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
class CredentialsTest {
  private static final Set<Section> ALL = Section.USUAL;
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final EventLoop LOOP = new EventLoop();
  private static final SecretSource PASSWORD = new Literal(new Secret("hunter2"));

  @TempDir Path folder;

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void authenticationFile_isAnsweredOnceForAConnection() throws Exception {
    try (AuthFileNode node = new AuthFileNode("agent", "hunter2")) {
      NodeClient client = client(node, PASSWORD);
      assertThat(ask(client)).hasSize(4);
      assertThat(reply(ask(client), Section.STATS).get("uptime")).isEqualTo("7");
      assertThat(node.accepted()).isEqualTo(1);
      assertThat(node.requests()).filteredOn(line -> line.startsWith("set ")).hasSize(1);
      node.closeConnections();
      assertThat(ask(client)).hasSize(4);
      assertThat(node.requests()).filteredOn(line -> line.startsWith("set ")).hasSize(2);
    }
  }

  @Test
  void sasl_isAnsweredOnceForAConnection_allSectionsInBinary() throws Exception {
    try (SaslNode node = new SaslNode("agent", "hunter2")) {
      NodeClient client = client(node, PASSWORD);
      assertThat(reply(ask(client), Section.STATS).get("section")).isEmpty();
      assertThat(reply(ask(client), Section.SLABS).get("section")).isEqualTo("slabs");
      assertThat(node.requests())
          .filteredOn(request -> request.startsWith("21"))
          .containsExactly("21 PLAIN\0agent\0hunter2");
    }
  }

  @Test
  void transcript_hasEachStepAndNoCredentials() throws Exception {
    try (AuthFileNode text = new AuthFileNode("agent", "hunter2");
        SaslNode binary = new SaslNode("agent", "hunter2")) {
      for (FakeNode node : new FakeNode[] {text, binary}) {
        Transcript transcript = new Transcript();
        int answers =
            LOOP.get(
                () ->
                    TracedPoll.ask(
                        connector(PASSWORD).to(node.address()), ALL, LONG, transcript, Map::size));
        assertThat(answers).isEqualTo(4);
        assertThat(String.join("\n", transcript.lines()))
            .containsSubsequence(
                "connected to " + node.address(),
                "logged in, and speaks the ",
                "sent: stats",
                "received: stats slabs: ",
                "closed the connection")
            .doesNotContain("hunter2", "agent");
      }
    }
  }

  @Test
  void password_thatIsWrong_isAuth_untilItIsRight() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "hunter1\n");
    try (AuthFileNode text = new AuthFileNode("agent", "hunter2");
        SaslNode binary = new SaslNode("agent", "hunter2")) {
      NodeClient textClient = client(text, new InFile(file));
      NodeClient binaryClient = client(binary, new InFile(file));
      assertFails(textClient, LONG, FailureReason.AUTH);
      assertFails(binaryClient, LONG, FailureReason.AUTH);
      text.awaitOpen(0);
      binary.awaitOpen(0);
      Files.writeString(file, "hunter2\n");
      assertThat(ask(textClient)).hasSize(4);
      assertThat(ask(binaryClient)).hasSize(4);
    }
  }

  @Test
  void passwordFile_thatIsMissing_isAuth_andSendsNothing() throws Exception {
    try (AuthFileNode node = new AuthFileNode("agent", "hunter2")) {
      NodeClient client = client(node, new InFile(folder.resolve("none")));
      assertThat(assertFails(client, LONG, FailureReason.AUTH))
          .contains("no such file")
          .contains("none");
      assertThat(node.requests()).isEmpty();
    }
  }

  @Test
  void node_thatWantsCredentials_butThereAreNone_isAuth() throws Exception {
    try (AuthFileNode node = new AuthFileNode("agent", "hunter2")) {
      NodeClient client = new NodeClient(new Connector(LOOP.vertx()).to(node.address()));
      assertThat(assertFails(client, LONG, FailureReason.AUTH))
          .isEqualTo("the node refused stats: CLIENT_ERROR unauthenticated");
    }
  }

  @Test
  void node_thatWantsNone_isNeverSentALogin() throws Exception {
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      assertThat(ask(client(node, PASSWORD))).hasSize(4);
      assertThat(String.join(" ", node.requests())).doesNotContain("hunter2", "set ");
    }
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        row("silent", SilentNode::new, FailureReason.TIMEOUT, SHORT),
        row("closing", () -> new ScriptedNode(Script.close()), FailureReason.RESET, LONG),
        row("resetting", () -> new ScriptedNode(Script.reset()), FailureReason.RESET, LONG),
        row("noise", GarbageNode::noise, FailureReason.PROTOCOL, LONG),
        row("endless line", GarbageNode::endlessLine, FailureReason.PROTOCOL, LONG),
        row("stats", GarbageNode::endlessStats, FailureReason.PROTOCOL, LONG),
        row(
            "echo",
            () -> new ScriptedNode((line, to) -> to.send(line + "\r\n")),
            FailureReason.PROTOCOL,
            LONG),
        row(
            "full",
            () -> new ScriptedNode(Script.sendAndClose("ERROR Too many open connections\r\n")),
            FailureReason.REFUSED,
            LONG));
  }

  private static Arguments row(
      String name, Supplier<FakeNode> node, FailureReason reason, Duration timeout) {
    return Arguments.of(name, node, reason, timeout);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void login_atAHostileNode_failsWithItsReasonAndLeavesNoSocket(
      String name, Supplier<FakeNode> fake, FailureReason reason, Duration timeout)
      throws Exception {
    try (FakeNode node = fake.get()) {
      NodeClient client = client(node, PASSWORD);
      assertFails(client, timeout, reason);
      node.await(() -> node.accepted() == 1 && node.open() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void probe_logsIn(boolean right) throws Exception {
    SecretSource password = new Literal(new Secret(right ? "hunter2" : "hunter1"));
    try (AuthFileNode text = new AuthFileNode("agent", "hunter2");
        SaslNode binary = new SaslNode("agent", "hunter2")) {
      for (FakeNode node : new FakeNode[] {text, binary}) {
        Connector connector = connector(password);
        ProbeResult result = LOOP.get(() -> ConnectProbe.probe(connector.to(node.address()), LONG));
        assertThat(result.success()).isEqualTo(right);
        node.await(() -> node.accepted() == 1 && node.open() == 0);
      }
    }
  }

  @Test
  void credentials_hideThePassword() {
    Credentials credentials = new Credentials("agent", PASSWORD);
    assertThat(
            new Profile("auth", Optional.empty(), Optional.of(credentials), AllowedTargets.NONE)
                .toString())
        .contains("agent", "<secret>")
        .doesNotContain("hunter2");
    for (String bad : new String[] {"", "a\nb", "a\0b"}) {
      assertThatThrownBy(() -> new Credentials(bad, PASSWORD))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static NodeClient client(FakeNode node, SecretSource password) {
    return new NodeClient(connector(password).to(node.address()));
  }

  private static Connector connector(SecretSource password) {
    Profile profile =
        new Profile(
            "auth",
            Optional.empty(),
            Optional.of(new Credentials("agent", password)),
            AllowedTargets.NONE);
    Resolver resolver = new Resolver(LOOP.vertx());
    return new Connector(LOOP.vertx(), resolver, new AnswerMemory(), profile);
  }

  private static Map<Section, StatsReply> ask(NodeClient client) throws Exception {
    return LOOP.get(() -> client.ask(ALL, LONG));
  }

  private static StatsReply reply(Map<Section, StatsReply> replies, Section section) {
    return Objects.requireNonNull(replies.get(section));
  }

  private static String assertFails(NodeClient client, Duration timeout, FailureReason reason) {
    PollException failure =
        catchThrowableOfType(PollException.class, () -> LOOP.get(() -> client.ask(ALL, timeout)));
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    assertThat(failure.getMessage()).doesNotContain("hunter");
    return Objects.requireNonNull(failure.getMessage());
  }
}

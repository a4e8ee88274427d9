package dev.memfleet.exporter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.Section;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name may lead anywhere; the agent goes only where it is allowed to go. */
@Timeout(60)
class AllowedAddressTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final EventLoop LOOP = new EventLoop();
  private static final InetAddress ALLOWED = loopback(1);
  private static final InetAddress FORBIDDEN = loopback(2);
  private static final Predicate<InetAddress> RULE = ALLOWED::equals;

  private final ScriptedNode allowed = new ScriptedNode(Script.minimal());
  private final ScriptedNode forbidden =
      ScriptedNode.on(Script.minimal(), FORBIDDEN, allowed.address().port());
  private final int port = allowed.address().port();

  @AfterEach
  void stopNodes() {
    allowed.close();
    forbidden.close();
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void name_ofAllowedAndForbiddenAddresses_isConnectedToAtTheAllowedAlone() throws Exception {
    for (InetAddress[] order : new InetAddress[][] {{FORBIDDEN, ALLOWED}, {ALLOWED, FORBIDDEN}}) {
      Connector connector = new Connector(LOOP.vertx(), FakeNames.of(order));
      assertThat(ask(new NodeClient(connector.to(address("node.test"), RULE)))).isEqualTo(1);
    }
    allowed.stop();
    Connector connector = new Connector(LOOP.vertx(), FakeNames.of(ALLOWED, FORBIDDEN));
    assertFails(connector.to(address("node.test"), RULE), FailureReason.REFUSED);
    assertThat(forbidden.accepted()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.test", "127.0.0.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]"})
  void target_atAForbiddenAddress_isForbiddenAndSeesNoConnection(String host) {
    Connector connector = new Connector(LOOP.vertx(), FakeNames.of(FORBIDDEN));
    assertFails(connector.to(address(host), RULE), FailureReason.FORBIDDEN);
    assertThat(forbidden.accepted()).isZero();
  }

  @Test
  void name_thatMovesToAForbiddenAddress_isForbiddenFromThenOn() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    Connector connector =
        new Connector(
            LOOP.vertx(),
            name -> FakeNames.found(lookUps.getAndIncrement() == 0 ? ALLOWED : FORBIDDEN));
    Destination moving = connector.to(address("node.test"), RULE);
    NodeClient client = new NodeClient(moving);
    assertThat(ask(client)).isEqualTo(1);
    allowed.closeConnections();
    allowed.awaitOpen(0);
    assertThatThrownBy(() -> ask(client)).isInstanceOf(PollException.class);
    assertFails(moving, FailureReason.FORBIDDEN);
    assertThat(LOOP.get(() -> ConnectProbe.probe(moving, LONG)).success()).isFalse();
    assertThat(forbidden.accepted()).isZero();
  }

  private NodeAddress address(String host) {
    return NodeAddress.parse(host + ":" + port);
  }

  private static int ask(NodeClient client) throws Exception {
    return LOOP.get(() -> client.ask(Set.of(Section.STATS), LONG)).size();
  }

  private static void assertFails(Destination to, FailureReason reason) {
    assertThatThrownBy(() -> ask(new NodeClient(to)))
        .isInstanceOfSatisfying(
            PollException.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }

  private static InetAddress loopback(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}

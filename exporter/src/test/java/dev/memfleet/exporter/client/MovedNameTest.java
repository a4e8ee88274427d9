package dev.memfleet.exporter.client;

import static dev.memfleet.exporter.client.FakeNames.loopback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.dns.HostLookUp.HostAddresses;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.protocol.Section;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node is where its name leads, also while the machine of before still answers. */
@Timeout(60)
class MovedNameTest {
  private static final EventLoop LOOP = new EventLoop();
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration NONE = Duration.ZERO;

  private final ScriptedNode one = new ScriptedNode(Script.minimal());
  private final ScriptedNode two =
      ScriptedNode.on(Script.minimal(), loopback(2), one.address().port());
  private final AtomicInteger lookUps = new AtomicInteger();
  private Future<HostAddresses> answer = FakeNames.found(NONE, loopback(1));
  private final Destination node =
      new Connector(
              LOOP.vertx(),
              name -> {
                lookUps.incrementAndGet();
                return answer;
              })
          .to(NodeAddress.parse("node.test:" + one.address().port()));
  private final NodeClient client = new NodeClient(node);

  @AfterEach
  void stopNodes() throws Exception {
    one.close();
    two.close();
  }

  @AfterAll
  static void close() throws Exception {
    LOOP.close();
  }

  @Test
  void name_thatMoves_isFollowedWhenItsRecordsHaveLived() throws Exception {
    ask();
    assertThat(one.accepted()).isEqualTo(1);

    answer(NONE, 2);
    ask();
    one.awaitOpen(0);
    assertThat(two.accepted()).isEqualTo(1);
    ask();
    assertThat(two.accepted()).isEqualTo(1);
  }

  @Test
  void recordsThatLive_areNotLookedUpAgain() throws Exception {
    answer(HOUR, 1);
    ask();
    answer(HOUR, 2);
    ask();
    ask();
    assertThat(lookUps).hasValue(1);
    assertThat(two.accepted()).isZero();
  }

  @Test
  void address_thatIsStillAmongTheNames_staysInUse() throws Exception {
    ask();
    answer(NONE, 2, 3, 1);
    ask();
    one.closeConnections();
    ask();
    assertThat(one.accepted()).isEqualTo(2);
    assertThat(two.accepted()).isZero();
  }

  @Test
  void name_thatCannotBeLookedUp_keepsItsConnection() throws Exception {
    ask();
    answer = Future.failedFuture("no reply");
    ask();
    answer = Future.succeededFuture(new HostAddresses(List.of(loopback(2)), NONE, false));
    ask();
    answer = Promise.<HostAddresses>promise().future();
    LOOP.get(() -> client.ask(Set.of(Section.STATS), Duration.ofMillis(200)));
    assertThat(one.accepted()).isEqualTo(1);
    assertThat(two.accepted()).isZero();
  }

  @Test
  void answer_thatComesTooLateForOnePoll_countsForTheNext() throws Exception {
    ask();
    Promise<HostAddresses> late = Promise.promise();
    answer = late.future();
    LOOP.get(() -> client.ask(Set.of(Section.STATS), Duration.ofMillis(200)));
    assertThat(two.accepted()).isZero();

    answer(NONE, 2);
    LOOP.call(() -> late.tryComplete(new HostAddresses(List.of(loopback(2)), HOUR, true)));
    ask();
    assertThat(two.accepted()).isEqualTo(1);
  }

  @Test
  void probe_measuresTheMachineThatIsPolled() throws Exception {
    answer(HOUR, 2, 1);
    ask();
    answer(HOUR, 1, 2);
    assertThat(probe().success()).isTrue();
    assertThat(two.accepted()).isEqualTo(2);
    assertThat(lookUps).hasValue(1);
  }

  @Test
  void probe_thatLearnsOfAMove_takesThePollAlong() throws Exception {
    ask();
    answer(HOUR, 2);
    assertThat(probe().success()).isTrue();
    ask();
    assertThat(one.accepted()).isEqualTo(1);
    assertThat(two.accepted()).isEqualTo(2);
    assertThat(lookUps).hasValue(3);
  }

  private void answer(Duration ttl, int... last) {
    InetAddress[] addresses = new InetAddress[last.length];
    for (int i = 0; i < last.length; i++) {
      addresses[i] = loopback(last[i]);
    }
    answer = FakeNames.found(ttl, addresses);
  }

  private void ask() throws Exception {
    LOOP.get(() -> client.ask(Set.of(Section.STATS), LONG));
  }

  private ProbeResult probe() throws Exception {
    return LOOP.get(() -> ConnectProbe.probe(node, LONG));
  }
}

package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.Catalog;
import dev.memfleet.exporter.client.Connectors;
import dev.memfleet.exporter.fake.EventLoop;
import dev.memfleet.exporter.fake.Script;
import dev.memfleet.exporter.fake.ScriptedNode;
import dev.memfleet.exporter.node.Admission;
import dev.memfleet.exporter.node.NodeAddress;
import dev.memfleet.exporter.node.Profile;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.scrape.Scraper;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OnDemandNodesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicLong nanoTime = new AtomicLong();
  private EventLoop loop;
  private OnDemandNodes nodes;

  @BeforeEach
  void open() {
    loop = new EventLoop();
    Scraper scraper = new Scraper(Catalog.ALL, EnumSet.of(Section.STATS), Clock.systemUTC());
    PollConfig config = new PollConfig(Duration.ZERO, LONG, 8, false, Duration.ZERO);
    Polling polling =
        new Polling(
            new Connectors(loop.vertx()),
            new Sockets(5000),
            () -> Duration.ZERO,
            new PollRules(scraper, config, null, Admission.open(Profile.PLAIN)));
    nodes = new OnDemandNodes(loop.vertx(), polling, nanoTime::get);
  }

  @AfterEach
  void close() throws Exception {
    loop.close();
  }

  @Test
  void idleNode_isClosed_andOthersStay() throws Exception {
    try (ScriptedNode idle = new ScriptedNode(Script.minimal());
        ScriptedNode used = new ScriptedNode(Script.minimal())) {
      poll(idle);
      poll(used);
      nanoTime.addAndGet(OnDemandNodes.IDLE.toNanos() - 1);
      run(nodes::closeIdle);
      poll(used);
      assertThat(idle.open()).isEqualTo(1);
      nanoTime.addAndGet(1);
      run(nodes::closeIdle);
      idle.awaitOpen(0);
      assertThat(used.open()).isEqualTo(1);
      poll(idle);
      assertThat(idle.accepted()).isEqualTo(2);
      run(nodes::close);
      idle.awaitOpen(0);
      used.awaitOpen(0);
    }
  }

  @Test
  void beyondTheMost_theLeastRecentlyUsedGoes() throws Exception {
    try (ScriptedNode first = new ScriptedNode(Script.minimal());
        ScriptedNode second = new ScriptedNode(Script.minimal())) {
      poll(first);
      poll(second);
      poll(first);
      touch(OnDemandNodes.MAX_NODES - 1);
      second.awaitOpen(0);
      assertThat(first.open()).isEqualTo(1);
      poll(first);
      assertThat(first.accepted()).isEqualTo(1);
    }
  }

  @Test
  void nodeThatIsAnswering_isClosedAfterwards() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    try (ScriptedNode node = new ScriptedNode(Script.minimal())) {
      poll(node);
      node.apply(Script.minimal().after(answer));
      Future<NodeStatus> polled = loop.start(() -> node(node.address()).poll(LONG));
      touch(OnDemandNodes.MAX_NODES);
      answer.countDown();
      assertThat(EventLoop.get(polled).last().up()).isTrue();
      node.awaitOpen(0);
      assertThat(node.accepted()).isEqualTo(1);
    }
  }

  private void touch(int count) throws Exception {
    run(
        () -> {
          for (int i = 0; i < count; i++) {
            node(NodeAddress.parse("127.9." + i / 256 + "." + i % 256));
          }
        });
  }

  private Node node(NodeAddress address) {
    return nodes.get(address, Profile.PLAIN, anywhere -> true);
  }

  private void poll(ScriptedNode node) throws Exception {
    NodeStatus status = loop.get(() -> node(node.address()).poll(LONG));
    assertThat(status.last().up()).isTrue();
  }

  private void run(Runnable task) throws Exception {
    loop.call(
        () -> {
          task.run();
          return true;
        });
  }
}

package dev.memfleet.exporter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
  private final AcceptGate gate = new AcceptGate();
  private final EmbeddedChannel listener = new EmbeddedChannel(gate.listenerHandler());
  private final List<Channel> arrived = new ArrayList<>();
  private final Deque<EmbeddedChannel> waiting = new ArrayDeque<>();

  AcceptGateTest() {
    gate.onArrival(arrived::add);
  }

  @Test
  void listener_pausesWhileTooManyWaitForTheirEventLoop() throws Exception {
    while (listener.config().isAutoRead()) {
      accept();
      assertThat(waiting.size()).isLessThanOrEqualTo(64);
    }
    assertThat(waiting).hasSize(64);
    assertThat(arrived).isEmpty();

    takeIn(31);
    assertThat(listener.config().isAutoRead()).isFalse();
    takeIn(1);
    assertThat(listener.config().isAutoRead()).isTrue();
    takeIn(32);
    assertThat(arrived).hasSize(64);
  }

  @Test
  void listenerThatCannotAccept_pausesForAMoment() {
    listener.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    assertThat(listener.config().isAutoRead()).isFalse();

    listener.advanceTimeBy(100, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(listener.config().isAutoRead()).isTrue();
    listener.checkException();
  }

  @Test
  void listenersThatBothPause_bothGoOn() throws Exception {
    EmbeddedChannel other = new EmbeddedChannel(gate.listenerHandler());
    while (listener.config().isAutoRead()) {
      accept();
    }
    EmbeddedChannel further = new EmbeddedChannel(false, false);
    waiting.add(further);
    other.writeInbound(further);
    assertThat(other.config().isAutoRead()).isFalse();

    takeIn(33);
    assertThat(other.config().isAutoRead()).isTrue();
    assertThat(listener.config().isAutoRead()).isTrue();
  }

  private void accept() {
    EmbeddedChannel connection = new EmbeddedChannel(false, false);
    waiting.add(connection);
    listener.writeInbound(connection);
  }

  private void takeIn(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      waiting.remove().register();
    }
  }
}

package dev.memfleet.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.stats.InternalErrors;
import dev.memfleet.server.stats.ListenStats;
import dev.memfleet.server.stats.ServerStats;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {
  private final ServerStats stats = new ServerStats(new InternalErrors(error -> {}), 1, 1);
  private final ListenStats listening = new ListenStats();
  private final ListenGate gate = new ListenGate(listening);
  private final EmbeddedChannel channel = new EmbeddedChannel(new Acceptor(gate, stats));

  @AfterEach
  void goesNoFurther() {
    channel.checkException();
    channel.close();
  }

  private void passTime() {
    channel.advanceTimeBy(1, TimeUnit.SECONDS);
    channel.runPendingTasks();
  }

  @Test
  void acceptFails_listenersPauseAndTryAgain() {
    channel.freezeTime();
    channel.pipeline().fireExceptionCaught(new IOException("too many open files"));
    assertThat(channel.config().isAutoRead()).isFalse();
    assertThat(listening.accepting()).isFalse();
    assertThat(stats.acceptErrors()).isEqualTo(1);
    passTime();
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(listening.accepting()).isTrue();
    assertThat(stats.errors().count()).isZero();
  }

  @Test
  void acceptorThrows_isAnInternalErrorAndNotTheEnd() {
    channel.freezeTime();
    channel.pipeline().fireExceptionCaught(new NoClassDefFoundError("injected"));
    passTime();
    assertThat(stats.errors().count()).isEqualTo(1);
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void acceptFailsWhileFull_listenersStayPaused() {
    channel.freezeTime();
    gate.close(ListenGate.Reason.FULL);
    channel.pipeline().fireExceptionCaught(new IOException("too many open files"));
    passTime();
    assertThat(channel.config().isAutoRead()).isFalse();
    gate.open(ListenGate.Reason.FULL);
    assertThat(channel.config().isAutoRead()).isTrue();
  }
}

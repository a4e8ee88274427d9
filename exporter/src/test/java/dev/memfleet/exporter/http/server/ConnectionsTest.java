package dev.memfleet.exporter.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Connections connections =
      new Connections(new Limits(2, LONG, LONG, LONG, LONG), () -> 0);

  @Test
  void oneTooMany_closesTheOldestThatHasNotFinishedItsHandshake() {
    EmbeddedChannel oldest = arrive();
    EmbeddedChannel next = arrive();
    EmbeddedChannel newest = arrive();

    assertThat(oldest.isOpen()).isFalse();
    assertThat(next.isOpen()).isTrue();
    assertThat(newest.isOpen()).isTrue();
    assertThat(connections.size()).isEqualTo(2);
  }

  @Test
  void connectionThatGoesDuringItsHandshake_leavesItsPlace() {
    EmbeddedChannel gone = arrive();
    EmbeddedChannel stays = arrive();
    gone.close();
    arrive();

    assertThat(stays.isOpen()).isTrue();
    assertThat(connections.size()).isEqualTo(2);
  }

  private EmbeddedChannel arrive() {
    EmbeddedChannel channel = new EmbeddedChannel();
    connections.arrived(channel);
    return channel;
  }
}

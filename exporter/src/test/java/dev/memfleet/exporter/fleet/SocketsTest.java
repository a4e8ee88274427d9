package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SocketsTest {
  private int closed;

  private final class Peer extends Sockets.Holder {
    @Override
    void closeIdle() {
      closed++;
    }
  }

  @Test
  void allInUse_refusesTheNext_untilOneIsFree() {
    Sockets sockets = new Sockets(2);
    Peer one = new Peer();
    Peer two = new Peer();
    Peer three = new Peer();
    assertThat(sockets.take(one)).isTrue();
    assertThat(sockets.take(two)).isTrue();
    assertThat(sockets.take(three)).isFalse();
    assertThat(sockets.take(one)).isTrue();
    sockets.free(two);
    assertThat(sockets.take(three)).isTrue();
    assertThat(closed).isZero();
    assertThat(sockets.held()).isEqualTo(2);
  }

  @Test
  void idleOne_isClosedForAnother_andTakenAnewLater() {
    Sockets sockets = new Sockets(1);
    Peer one = new Peer();
    Peer two = new Peer();
    sockets.take(one);
    sockets.rest(one);
    assertThat(sockets.take(two)).isTrue();
    assertThat(closed).isEqualTo(1);
    assertThat(sockets.take(one)).isFalse();
    sockets.free(two);
    assertThat(sockets.take(one)).isTrue();
    assertThat(sockets.held()).isEqualTo(1);
  }

  @Test
  void moreNodesThanSockets_inTurn_mostOfTheOpenOnesStayOpen() {
    Sockets sockets = new Sockets(72);
    List<Peer> nodes = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      nodes.add(new Peer());
    }
    for (int round = 0; round < 10; round++) {
      closed = 0;
      for (Peer node : nodes) {
        assertThat(sockets.take(node)).isTrue();
        sockets.rest(node);
      }
    }
    // 71 keep theirs; the others share the last one.
    assertThat(closed).isBetween(170, 185);
    assertThat(sockets.held()).isEqualTo(72);
  }

  @Test
  void anyOrder_neverHoldsMoreThanTheMost_andLosesNone() {
    Sockets sockets = new Sockets(5);
    SplittableRandom random = new SplittableRandom(1);
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      peers.add(new Peer());
    }
    for (int i = 0; i < 20_000; i++) {
      Peer peer = peers.get(random.nextInt(peers.size()));
      switch (random.nextInt(3)) {
        case 0 -> sockets.take(peer);
        case 1 -> sockets.rest(peer);
        default -> sockets.free(peer);
      }
      assertThat(sockets.held()).isBetween(0, 5);
    }
    peers.forEach(sockets::free);
    assertThat(sockets.held()).isZero();
  }
}

package dev.memfleet.server.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerStatsTest {
  private final ServerStats stats = new ServerStats(new InternalErrors(error -> {}), 0, 0);
  private final WorkerStats one = stats.worker();
  private final WorkerStats two = stats.worker();

  @Test
  void counts_areSummedOverWorkers() {
    one.count(Counter.CMD_GET);
    two.count(Counter.CMD_GET, 2);
    one.count(ClassCounter.CMD_SET, 5);
    two.count(ClassCounter.CMD_SET, 6);
    assertThat(stats.get(Counter.CMD_GET)).isEqualTo(3);
    assertThat(stats.get(ClassCounter.CMD_SET)).isEqualTo(2);
    assertThat(stats.get(ClassCounter.CMD_SET, 6)).isEqualTo(1);
  }

  @Test
  void hits_areSummedOverSegmentsAndClasses() {
    one.countHit(64 + 3);
    two.countHit(128 + 3);
    two.countHit(4);
    assertThat(stats.hits(1, 3)).isEqualTo(1);
    assertThat(stats.hits(3)).isEqualTo(2);
    assertThat(stats.hits()).isEqualTo(3);
  }

  @Test
  void reset_countsFromThereOn() {
    one.count(Counter.CMD_GET);
    stats.reset();
    two.count(Counter.CMD_GET);
    assertThat(stats.get(Counter.CMD_GET)).isEqualTo(1);
  }

  @Test
  void connections_listenersCountAsInMemcached() {
    stats.listening();
    stats.listening();
    stats.opened();
    stats.closed();
    stats.opened();
    assertThat(stats.openConnections()).isEqualTo(2);
    assertThat(stats.totalConnections()).isEqualTo(4);
    assertThat(stats.connectionStructures()).isEqualTo(3);
  }
}

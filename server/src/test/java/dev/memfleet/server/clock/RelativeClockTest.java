package dev.memfleet.server.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelativeClockTest {
  private final SystemClock clock = new SystemClock();

  RelativeClockTest() {
    clock.pause();
  }

  @Test
  void expiry_readsMemcachedsLifetimes() {
    int now = clock.now();
    int month = RelativeClock.MAX_RELATIVE_TTL;
    assertThat(clock.expiry(0)).isZero();
    assertThat(clock.expiry(-1)).isEqualTo(1);
    assertThat(clock.expiry(1)).isEqualTo(now + 1);
    assertThat(clock.expiry(month)).isEqualTo(now + month);
    assertThat(clock.expiry(month + 1)).isEqualTo(1);
    assertThat(clock.expiry(clock.epoch() + now + 5)).isEqualTo(now + 5);
  }

  @Test
  void pausedClock_moveOnlyByAdvance() {
    int now = clock.now();
    clock.tick();
    assertThat(clock.now()).isEqualTo(now);
    clock.advance(100);
    assertThat(clock.now()).isEqualTo(now + 100);
    clock.resume();
    clock.tick();
    assertThat(clock.now()).isBetween(now + 100, now + 102);
  }
}

package dev.memfleet.server.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatcherTest {
  private static final String LINE = "x".repeat(99) + "\n";

  private final Watcher watcher = new Watcher(Topic.FETCHERS.bit, 1000, () -> {});

  private String take(int most) {
    return new String(watcher.take(most), ISO_8859_1);
  }

  @Test
  void take_fewerBytesThanWait_restStays() {
    watcher.offer("one\n");
    watcher.offer("two\n");
    assertThat(take(6)).isEqualTo("one\ntw");
    watcher.offer("three\n");
    assertThat(take(100)).isEqualTo("o\nthree\n");
    assertThat(take(100)).isEmpty();
  }

  @Test
  void offer_linesThatAreNotTaken_skipsSomeAndReportsTheirNumber() {
    int taken = 0;
    for (int i = 0; i < 100; i++) {
      taken += watcher.offer(LINE) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(8);
    assertThat(take(1000)).isEqualTo(LINE.repeat(8));
    watcher.offer(LINE);
    assertThat(take(1000)).isEqualTo("skipped=92\n" + LINE);
  }

  @Test
  void offer_manyLinesOneByOne_allArrive() {
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      assertThat(watcher.offer("line " + i + "\n")).isTrue();
      if (i % 7 == 0) {
        taken.append(take(50)).append(take(1000));
      }
    }
    assertThat((taken + take(1000)).lines().count()).isEqualTo(1000);
  }
}

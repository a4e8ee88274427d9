package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShortageTest {
  @Test
  void shortage_isLoggedAtOnce_andThenOnceAMinute() {
    AtomicLong nanoTime = new AtomicLong();
    Shortage shortage = new Shortage(nanoTime::get);
    try (LogLines log = LogLines.of(Shortage.class)) {
      for (int i = 0; i < 100; i++) {
        shortage.report("too many open files");
      }
      nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
      shortage.report("too many open files");
      assertThat(log.lines())
          .containsExactly(
              "WARNING nodes not polled reason=resources polls=1" + " err=too many open files",
              "WARNING nodes not polled reason=resources polls=100" + " err=too many open files");
    }
  }
}

package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResilientTaskTest {
  private final List<String> reported = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void workThrows_isReportedAndBegunAgain() throws Exception {
    Thread thread =
        new Thread(
            new ResilientTask("worker", this::work, (name, t) -> reported.add(name + ": " + t)));
    thread.start();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(runs).hasValue(3);
    assertThat(reported)
        .containsExactly(
            "worker: java.lang.IllegalStateException: injected",
            "worker: java.lang.NoClassDefFoundError: injected");
  }

  private void work() {
    switch (runs.incrementAndGet()) {
      case 1 -> throw new IllegalStateException("injected");
      case 2 -> throw new NoClassDefFoundError("injected");
      default -> Thread.currentThread().interrupt();
    }
  }
}

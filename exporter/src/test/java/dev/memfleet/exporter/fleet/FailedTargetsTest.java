package dev.memfleet.exporter.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.client.FailureReason;
import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.node.NodeAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedTargetsTest {
  private final AtomicLong nanoTime = new AtomicLong();
  private final FailedTargets failures = new FailedTargets(nanoTime::get);
  private final LogLines log = LogLines.of(FailedTargets.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void firstOfEachKind_isLoggedAtOnce_andTheOthersOnceAMinute() {
    fail(FailureReason.TIMEOUT, 100);
    fail(FailureReason.REFUSED, 1);
    pass(FailedTargets.QUIET.minusNanos(1));
    fail(FailureReason.TIMEOUT, 10);
    assertThat(log.lines())
        .containsExactly(
            "WARNING scrape failed target=a:1 reason=timeout err=message",
            "WARNING scrape failed target=a:1 reason=refused err=message");
    pass(Duration.ofNanos(1));
    failures.summarize();
    pass(Duration.ofSeconds(30));
    fail(FailureReason.TIMEOUT, 5);
    assertThat(log.lines().subList(2, log.lines().size()))
        .containsExactly("WARNING further scrapes failed reason=timeout scrapes=109");
  }

  @Test
  void afterAMinuteWithoutFailures_theNextIsTheFirstAgain() {
    fail(FailureReason.DNS, 1);
    pass(FailedTargets.QUIET);
    fail(FailureReason.DNS, 1);
    assertThat(log.lines())
        .containsExactly(
            "WARNING scrape failed target=a:1 reason=dns err=message",
            "WARNING scrape failed target=a:1 reason=dns err=message");
  }

  private void fail(FailureReason reason, int times) {
    for (int i = 0; i < times; i++) {
      failures.failed(NodeAddress.parse("a:1"), reason, "message");
    }
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}

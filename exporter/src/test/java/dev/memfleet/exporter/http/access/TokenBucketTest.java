package dev.memfleet.exporter.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.http.access.WebConfig.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
  private final TokenBucket bucket =
      new TokenBucket(new RateLimit(Duration.ofSeconds(2), 3), nanoTime::get);

  @Test
  void burst_passes_thenOneForEachInterval() {
    assertThat(taken()).isEqualTo(3);
    after(Duration.ofMillis(1999));
    assertThat(taken()).isZero();
    after(Duration.ofMillis(1));
    assertThat(taken()).isEqualTo(1);
    after(Duration.ofSeconds(4));
    assertThat(taken()).isEqualTo(2);
  }

  @Test
  void tokens_areNotSavedBeyondTheBurst() {
    after(Duration.ofHours(1));
    assertThat(taken()).isEqualTo(3);
  }

  private void after(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private int taken() {
    int taken = 0;
    while (bucket.take()) {
      taken++;
    }
    return taken;
  }
}

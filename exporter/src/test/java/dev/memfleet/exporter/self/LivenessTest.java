package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.LogLines;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LivenessTest {
  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicReference<Optional<String>> polling = new AtomicReference<>(Optional.empty());
  private final List<String> ends = new ArrayList<>();
  private final InternalErrors errors = new InternalErrors(ends::add);

  @Test
  void loops_thatBeat_areHealthy_andHaveNoLag() {
    EventLoops loops = new EventLoops(2, nanoTime::get);
    pass(Duration.ofMillis(100));
    loops.heartbeat(0);
    loops.heartbeat(1);
    assertThat(loops.problem()).isEmpty();
    assertThat(loops.takeLagSeconds()).isZero();
  }

  @Test
  void lateBeat_isTheLag_untilItWasScraped() {
    EventLoops loops = new EventLoops(2, nanoTime::get);
    pass(Duration.ofMillis(600));
    loops.heartbeat(0);
    loops.heartbeat(1);
    pass(Duration.ofMillis(150));
    loops.heartbeat(0);
    loops.heartbeat(1);
    assertThat(loops.takeLagSeconds()).isEqualTo(0.5);
    assertThat(loops.takeLagSeconds()).isZero();
    assertThat(loops.delay()).isEqualTo(Duration.ofMillis(550));
  }

  @Test
  void loopThatHasStoppedBeating_isNamed_andLagsMoreAndMore() {
    EventLoops loops = new EventLoops(2, nanoTime::get);
    loops.heartbeat(0);
    pass(Duration.ofMillis(1100));
    loops.heartbeat(1);
    assertThat(loops.problem()).isEmpty();
    pass(Duration.ofMillis(400));
    assertThat(loops.problem())
        .hasValueSatisfying(
            text -> assertThat(text).contains(Thread.currentThread().getName(), "for 1.4 s"));
    assertThat(loops.takeLagSeconds()).isEqualTo(1.4);
  }

  @Test
  void change_isLoggedOnce_andShownAsAMetric() {
    try (LogLines log = LogLines.of(Liveness.class)) {
      Liveness liveness =
          new Liveness(new EventLoops(1, nanoTime::get), polling::get, errors, ends::add);
      SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
      liveness.register(self);
      liveness.check();
      assertThat(SelfValues.of(self, "memcached_exporter_healthy")).isEqualTo(1);
      polling.set(Optional.of("no poll has ended for 50 s"));
      liveness.check();
      liveness.check();
      assertThat(SelfValues.of(self, "memcached_exporter_healthy")).isEqualTo(0);
      polling.set(Optional.empty());
      liveness.check();
      assertThat(log.lines())
          .containsExactly(
              "WARNING agent unhealthy err=no poll has ended for 50 s", "INFO agent healthy");
      assertThat(ends).isEmpty();
    }
  }

  @Test
  void mistakeInALook_isCounted_andTheNextLookComes() {
    try (LogLines log = LogLines.of(InternalErrors.class);
        LogLines changes = LogLines.of(Liveness.class)) {
      AtomicInteger invalid = new AtomicInteger(2);
      Supplier<Optional<String>> faulty =
          () -> {
            if (invalid.getAndDecrement() > 0) {
              throw new IllegalStateException("injected");
            }
            return Optional.of("late");
          };
      Liveness liveness = new Liveness(new EventLoops(1, nanoTime::get), faulty, errors, ends::add);
      for (int i = 0; i < 3; i++) {
        liveness.check();
      }
      assertThat(changes.lines()).containsExactly("WARNING agent unhealthy err=late");
      assertThat(errors.count(InternalErrors.Component.THREAD)).isEqualTo(2);
      assertThat(log.lines()).containsExactly("SEVERE internal error where=thread");
    }
  }

  @Test
  void loopWhoseThreadIsGone_endsTheProcess() throws Exception {
    EventLoops loops = new EventLoops(1, nanoTime::get);
    Thread gone = new Thread(() -> loops.heartbeat(0), "loop");
    gone.start();
    gone.join();
    Liveness liveness = new Liveness(loops, polling::get, errors, ends::add);
    liveness.check();
    assertThat(ends).containsExactly("event loop ended: thread=loop");
    liveness.close();
    liveness.check();
    assertThat(ends).hasSize(1);
  }

  @Test
  @Timeout(30)
  void realLoop_thatIsHeldUp_isUnhealthy_andWellAgainAfterwards() throws Exception {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    try {
      EventLoops loops = new EventLoops(vertx, 2);
      CountDownLatch held = new CountDownLatch(1);
      vertx
          .getOrCreateContext()
          .runOnContext(
              ignored -> {
                try {
                  held.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      while (loops.problem().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(loops.problem().orElseThrow()).contains("vert.x-eventloop-thread-");
      held.countDown();
      while (loops.problem().isPresent()) {
        Thread.onSpinWait();
      }
      assertThat(loops.takeLagSeconds()).isGreaterThan(0.9);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}

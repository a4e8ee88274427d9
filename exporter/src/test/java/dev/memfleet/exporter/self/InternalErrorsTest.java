package dev.memfleet.exporter.self;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.fake.LogLines;
import dev.memfleet.exporter.self.InternalErrors.Component;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InternalErrorsTest {
  private final List<String> ends = new ArrayList<>();
  private final InternalErrors errors = new InternalErrors(ends::add);
  private final LogLines log = LogLines.of(InternalErrors.class);

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void sameException_isCountedEachTime_andLoggedOnceWithItsStack() {
    for (int i = 0; i < 3; i++) {
      errors.caught(Component.POLLER, new IllegalStateException("number " + i));
    }
    errors.caught(Component.RELOAD, new IllegalStateException("elsewhere"));
    SelfMetrics self = new SelfMetrics(new BuildInfo("1", "a", "b"));
    errors.register(self);
    String name = "memcached_exporter_internal_errors_total";
    assertThat(SelfValues.of(self, name, "poller")).isEqualTo(3);
    assertThat(SelfValues.of(self, name, "reload")).isEqualTo(1);
    assertThat(SelfValues.of(self, name, "event_loop")).isEqualTo(0);
    assertThat(log.lines())
        .containsExactly(
            "SEVERE internal error where=poller", "SEVERE internal error where=reload");
    assertThat(log.records().get(0).getThrown()).hasMessage("number 0");
    assertThat(ends).isEmpty();
  }

  @Test
  void outOfMemory_alsoAsACause_endsTheProcessWithAMessage() {
    Throwable heap = new OutOfMemoryError("Java heap space");
    errors.caught(Component.PAGE, new IllegalStateException(heap));
    assertThat(ends).singleElement().asString().contains("where=page", "Java heap space");
  }

  @Test
  void threadThatEndsByAnException_isCounted_andLoggedOnceWithItsStack() throws Exception {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    try {
      errors.catchUncaught();
      for (int i = 0; i < 2; i++) {
        Thread thread =
            new Thread(
                () -> {
                  throw new IllegalStateException("injected");
                });
        thread.start();
        thread.join();
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(errors.count(Component.THREAD)).isEqualTo(2);
    assertThat(log.lines()).containsExactly("SEVERE internal error where=thread");
    assertThat(log.records().get(0).getThrown()).hasMessage("injected");
  }

  @Test
  @Timeout(30)
  void handlerThatThrows_isCounted_andItsEventLoopGoesOn() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      vertx.exceptionHandler(cause -> errors.caught(Component.EVENT_LOOP, cause));
      CompletableFuture<Thread> first = new CompletableFuture<>();
      CompletableFuture<Thread> second = new CompletableFuture<>();
      var context = vertx.getOrCreateContext();
      context.runOnContext(
          ignored -> {
            first.complete(Thread.currentThread());
            throw new AssertionError("injected");
          });
      context.runOnContext(ignored -> second.complete(Thread.currentThread()));
      assertThat(second.get(10, TimeUnit.SECONDS)).isSameAs(first.get());
      assertThat(errors.count(Component.EVENT_LOOP)).isEqualTo(1);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}

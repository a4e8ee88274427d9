package dev.memfleet.exporter.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceThreadTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch hang = new CountDownLatch(1);

  @AfterEach
  void close() {
    hang.countDown();
    vertx.close().await();
  }

  @Test
  void workThatHangs_delaysNoOtherSource() throws Exception {
    SourceThread one = new SourceThread(vertx);
    SourceThread other = new SourceThread(vertx);
    assertThat(runWhileOneHangs(one, () -> {}, other)).isEqualTo("other");
  }

  @Test
  void closedSource_whoseWorkHasNotBegun_delaysNoOther() throws Exception {
    SourceThread one = new SourceThread(vertx);
    SourceThread other = new SourceThread(vertx);
    Runnable queueAndClose =
        () -> {
          one.run(() -> "never");
          one.close();
        };
    assertThat(runWhileOneHangs(one, queueAndClose, other)).isEqualTo("other");
  }

  private String runWhileOneHangs(SourceThread one, Runnable meanwhile, SourceThread other)
      throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    onContext(() -> one.run(this::hang));
    assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
    onContext(meanwhile);
    onContext(() -> other.run(() -> "other").onSuccess(answer::complete));
    return answer.get(20, TimeUnit.SECONDS);
  }

  private void onContext(Runnable work) {
    context.runOnContext(ignored -> work.run());
  }

  private String hang() throws InterruptedException {
    hanging.countDown();
    hang.await();
    return "hung";
  }
}

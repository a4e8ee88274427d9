package dev.memfleet.exporter.fake;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An event loop, for tests of classes that are confined to one. */
public final class EventLoop implements AutoCloseable {
  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setEventLoopPoolSize(1)
              .setWorkerPoolSize(1)
              .setInternalBlockingPoolSize(1)
              .setPreferNativeTransport(true));
  private final Context context = vertx.getOrCreateContext();

  public Vertx vertx() {
    return vertx;
  }

  /** Runs a task on the loop. */
  public <T extends @Nullable Object> Future<T> start(Supplier<Future<T>> task) {
    Promise<T> end = Promise.promise();
    context.runOnContext(
        ignored -> {
          try {
            task.get().onComplete(end);
          } catch (RuntimeException | Error e) {
            end.fail(e);
          }
        });
    return end.future();
  }

  /** Runs a task on the loop and waits for its end. */
  public <T extends @Nullable Object> T get(Supplier<Future<T>> task) throws Exception {
    return get(start(task));
  }

  /** Runs a task on the loop that ends at once. */
  public <T extends @Nullable Object> T call(Supplier<T> task) throws Exception {
    return get(() -> Future.succeededFuture(task.get()));
  }

  /** The result of a future, or what it failed with. */
  public static <T extends @Nullable Object> T get(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}

package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.client.Confinement;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency limit: runs a limited number of tasks at a time; the others wait in FIFO order.
 * Confined to one event loop.
 */
final class ConcurrencyLimit {
  private final Confinement loop = new Confinement();
  private int limit;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  ConcurrencyLimit(int limit) {
    this.limit = limit;
  }

  /** Changes the limit; running tasks continue. */
  void limit(int others) {
    loop.check();
    limit = others;
    next();
  }

  <T extends @Nullable Object> Future<T> run(Supplier<Future<T>> task) {
    loop.check();
    Promise<T> end = Promise.promise();
    waiting.add(
        () -> {
          running++;
          start(task)
              .onComplete(
                  result -> {
                    running--;
                    next();
                    end.handle(result);
                  });
        });
    next();
    return end.future();
  }

  /** A task that throws counts as failed and lets the next one run. */
  private static <T extends @Nullable Object> Future<T> start(Supplier<Future<T>> task) {
    try {
      return task.get();
    } catch (RuntimeException | Error cause) {
      return Future.failedFuture(cause);
    }
  }

  private void next() {
    while (running < limit && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}

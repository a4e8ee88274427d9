package dev.memfleet.exporter.fleet;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets a limited number of tasks run at a time, the others wait in order. Event loop only. */
final class Gate {
  private final int limit;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  Gate(int limit) {
    this.limit = limit;
  }

  <T> Future<T> pass(Supplier<Future<T>> task) {
    Promise<T> end = Promise.promise();
    waiting.add(
        () -> {
          running++;
          task.get()
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

  private void next() {
    if (running < limit && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }
}

package dev.memfleet.exporter.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A point on the monotonic clock by which a node must have answered everything. */
public record Deadline(long nanoTime) {
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * The time left in milliseconds, the resolution of timers, rounded up so that a timer of this
   * length fires after the deadline. At least one.
   */
  public long remainingMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime() + 999_999));
  }

  /**
   * The same result, or a {@link TimeoutException} after the deadline, on the caller's event loop.
   * {@link Future#timeout} completes on a separate thread when the future has no context.
   */
  public <T extends @Nullable Object> Future<T> limit(Future<T> future) {
    if (future.isComplete()) {
      return future;
    }
    Context context = Vertx.currentContext();
    if (context == null || !context.isEventLoopContext()) {
      throw new IllegalStateException("not on an event loop");
    }
    Vertx vertx = context.owner();
    Promise<T> end = Promise.promise();
    long timer =
        vertx.setTimer(
            remainingMillis(), expired -> end.tryFail(new TimeoutException("timed out")));
    future.onComplete(
        result -> {
          vertx.cancelTimer(timer);
          if (result.succeeded()) {
            end.tryComplete(result.result());
          } else {
            end.tryFail(result.cause());
          }
        });
    return end.future();
  }

  /** The deadline for the first of equal shares of the time left. */
  Deadline share(int parts) {
    long now = System.nanoTime();
    return new Deadline(now + (nanoTime - now) / parts);
  }

  public boolean passed() {
    return System.nanoTime() - nanoTime >= 0;
  }
}

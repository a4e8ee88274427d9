package dev.memfleet.server.peer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for conditions of other processes. */
public final class Polling {
  private static final long PAUSE_NANOS = 2_000_000;

  private Polling() {}

  /** Asks until there is an answer; fails with {@code what} once the limit has passed. */
  public static <T> T until(Duration limit, String what, Supplier<Optional<T>> question) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("waited " + limit + " for " + what);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}

package dev.memfleet.server.stats;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Unexpected exceptions. Each is counted, the first of each place is logged with its stack trace,
 * and the thread goes on. After an out-of-memory error the process can no longer be relied on.
 */
public final class InternalErrors {
  private final AtomicLong count = new AtomicLong();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final Consumer<OutOfMemoryError> outOfMemory;

  /**
   * @param outOfMemory what to do when memory is exhausted
   */
  public InternalErrors(Consumer<OutOfMemoryError> outOfMemory) {
    this.outOfMemory = outOfMemory;
  }

  /**
   * Takes an exception that nothing else handles; from any thread.
   *
   * @param where the part of the server that it occurred in
   */
  public void report(String where, Throwable cause) {
    if (cause instanceof OutOfMemoryError error) {
      outOfMemory.accept(error);
    }
    count.incrementAndGet();
    if (logged.add(where)) {
      System.err.println("memfleet-server: internal error: where=\"" + where + "\"");
      cause.printStackTrace();
    }
  }

  /** How many there were. */
  public long count() {
    return count.get();
  }
}

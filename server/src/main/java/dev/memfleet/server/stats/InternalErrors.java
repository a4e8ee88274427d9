package dev.memfleet.server.stats;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Exceptions that no request explains. Each is counted, the first of each place is logged with its
 * stack, and the thread it met goes on; but when memory is out the process cannot be relied on.
 */
public final class InternalErrors {
  private final AtomicLong count = new AtomicLong();
  private final Set<String> logged = ConcurrentHashMap.newKeySet();
  private final Consumer<OutOfMemoryError> outOfMemory;

  /**
   * @param outOfMemory what is done when memory is out
   */
  public InternalErrors(Consumer<OutOfMemoryError> outOfMemory) {
    this.outOfMemory = outOfMemory;
  }

  /**
   * Takes an exception that nothing else handles; from any thread.
   *
   * @param where the part of the server it met
   */
  public void report(String where, Throwable cause) {
    if (cause instanceof OutOfMemoryError error) {
      outOfMemory.accept(error);
    }
    count.incrementAndGet();
    if (logged.add(where)) {
      System.err.println("memfleet-server: internal error where=\"" + where + "\"");
      cause.printStackTrace();
    }
  }

  /** How many there were. */
  public long count() {
    return count.get();
  }
}

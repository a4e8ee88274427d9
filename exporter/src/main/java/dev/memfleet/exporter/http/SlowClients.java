package dev.memfleet.exporter.http;

import dev.memfleet.exporter.thread.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Cuts off clients that keep one of our threads waiting. A thread that is interrupted while it
 * reads from a socket or writes to it closes the socket, so nothing else needs to know the
 * connection.
 */
final class SlowClients {
  private static final long TICK_MILLIS = 100;
  private static final Duration SHORTEST_WRITE = Duration.ofSeconds(1);
  private static final int SLOWEST_BYTES_PER_SECOND = 8 * 1024;

  private static final Set<Wait> WAITS = ConcurrentHashMap.newKeySet();

  static {
    Executors.newSingleThreadScheduledExecutor(new DaemonThreads("http-watch-"))
        .scheduleWithFixedDelay(
            () -> WAITS.forEach(Wait::cutIfOverdue),
            TICK_MILLIS,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  private SlowClients() {}

  /** Writes so many bytes; a client that takes them slower than 8 KiB a second is cut off. */
  static void write(int bytes, Background.Work work) throws IOException {
    Duration limit = SHORTEST_WRITE.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    Wait wait = begin(() -> limit);
    try {
      work.run();
    } finally {
      wait.end();
    }
  }

  /**
   * Begins to watch the current thread.
   *
   * @param limit how long it may take, which may change meanwhile
   */
  static Wait begin(Supplier<Duration> limit) {
    Wait wait = new Wait(limit);
    WAITS.add(wait);
    return wait;
  }

  /** A thread's wait for a client; that thread ends it. */
  static final class Wait {
    private final Thread thread = Thread.currentThread();
    private final long start = System.nanoTime();
    private final Supplier<Duration> limit;
    private boolean cut;
    private boolean ended;

    private Wait(Supplier<Duration> limit) {
      this.limit = limit;
    }

    private synchronized void cutIfOverdue() {
      if (!ended && System.nanoTime() - start > limit.get().toNanos()) {
        cut = true;
        thread.interrupt();
      }
    }

    /** Ends the watch; the thread is then not interrupted any more. */
    synchronized void end() {
      ended = true;
      WAITS.remove(this);
      if (cut) {
        Thread.interrupted();
        cut = false;
      }
    }
  }
}

package dev.memfleet.exporter.http;

import dev.memfleet.exporter.thread.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read requests, each of which waits until its request is there. Who sends slowly
 * is cut off, sooner when others wait for a thread; of those that wait the newest is next. So a
 * crowd that never ends its requests keeps out nobody who does.
 */
final class RequestReaders extends ThreadPoolExecutor {
  private static final int THREADS = 64;
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration LIMIT_IN_A_CROWD = Duration.ofMillis(500);

  private static final ThreadLocal<SlowClients.Wait> WAIT = new ThreadLocal<>();

  RequestReaders() {
    super(
        THREADS,
        THREADS,
        DaemonThreads.IDLE_SECONDS,
        TimeUnit.SECONDS,
        new NewestFirst(),
        new DaemonThreads("http-read-"));
    allowCoreThreadTimeOut(true);
  }

  private static final class NewestFirst extends LinkedBlockingDeque<Runnable> {
    @Override
    public boolean offer(Runnable task) {
      return offerFirst(task);
    }
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    WAIT.set(SlowClients.begin(() -> crowded() ? LIMIT_IN_A_CROWD : LIMIT));
  }

  private boolean crowded() {
    return !getQueue().isEmpty() && getActiveCount() == THREADS;
  }

  /** The current thread has read its request. */
  static void requestRead() {
    SlowClients.Wait ended = WAIT.get();
    if (ended != null) {
      ended.end();
      WAIT.remove();
    }
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
    requestRead();
  }
}

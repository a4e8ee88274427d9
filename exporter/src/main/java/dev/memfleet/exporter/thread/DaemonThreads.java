package dev.memfleet.exporter.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes numbered threads that do not keep the agent from ending. */
public final class DaemonThreads implements ThreadFactory {
  public static final int IDLE_SECONDS = 30;

  private final String prefix;
  private final AtomicInteger number = new AtomicInteger();

  public DaemonThreads(String prefix) {
    this.prefix = prefix;
  }

  /** So many threads, each of which ends when it had nothing to do for a while. */
  public static ThreadPoolExecutor pool(int threads, String prefix) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads(prefix));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** One such thread. */
  public static Executor one(String prefix) {
    return pool(1, prefix);
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, prefix + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}

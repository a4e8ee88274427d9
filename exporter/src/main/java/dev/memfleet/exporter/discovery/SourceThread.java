package dev.memfleet.exporter.discovery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread on which a source reads files and long lists. Each such source has its own, so that a
 * file system that hangs or a long list delays no other source.
 */
public final class SourceThread {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final WorkerExecutor executor;

  public SourceThread(Vertx vertx) {
    executor = vertx.createSharedWorkerExecutor("source-" + NUMBER.incrementAndGet(), 1);
  }

  /**
   * Runs work in FIFO order. Vert.x' ordered execution is not used: its order is per context and
   * across executors, so work that hangs, or that a closed executor never ran, would block every
   * other source. The single thread keeps the order.
   */
  public <T> Future<T> run(Callable<T> work) {
    return executor.executeBlocking(work, false);
  }

  /** Stops the thread; queued work is dropped, and its future never completes. */
  public void close() {
    executor.close();
  }
}

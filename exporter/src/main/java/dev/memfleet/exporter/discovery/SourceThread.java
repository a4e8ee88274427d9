package dev.memfleet.exporter.discovery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread on which a source reads files and long lists. Each such source has its own, so that a
 * file system that hangs or a list that takes long delays no other source.
 */
public final class SourceThread {
  private static final AtomicLong NUMBER = new AtomicLong();

  private final WorkerExecutor executor;

  public SourceThread(Vertx vertx) {
    executor = vertx.createSharedWorkerExecutor("source-" + NUMBER.incrementAndGet(), 1);
  }

  /**
   * Runs work after what was given before. It is not ordered by Vert.x, whose order is per context
   * and across executors: work that hangs, or that a closed executor never ran, would hold up every
   * other source. The one thread keeps the order.
   */
  public <T> Future<T> run(Callable<T> work) {
    return executor.executeBlocking(work, false);
  }

  /** Ends the thread; work that has not begun is dropped, and its future never ends. */
  public void close() {
    executor.close();
  }
}

package dev.memfleet.exporter.discovery;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread on which a source reads files and long lists. Each such source has its own, so that a
 * file system that hangs or a list that takes long delays no other source.
 */
final class SourceThread {
  private static final AtomicLong NUMBER = new AtomicLong();

  private SourceThread() {}

  static WorkerExecutor of(Vertx vertx) {
    return vertx.createSharedWorkerExecutor("source-" + NUMBER.incrementAndGet(), 1);
  }
}

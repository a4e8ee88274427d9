package dev.memfleet.exporter.insight;

import dev.memfleet.exporter.peer.CacheNode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Sends requests to a node 50 times a second until it is closed. */
final class Ticks extends Thread implements AutoCloseable {
  static final int PER_SECOND = 50;

  private final CacheNode node;
  private final IntFunction<String> requests;
  private volatile boolean ends;

  /**
   * @param requests by the number of the tick
   */
  Ticks(CacheNode node, IntFunction<String> requests) {
    this.node = node;
    this.requests = requests;
  }

  @Override
  public void run() {
    long due = System.nanoTime();
    for (int tick = 0; !ends; tick++) {
      node.converse(requests.apply(tick));
      due += TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  @Override
  public void close() {
    ends = true;
    try {
      join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

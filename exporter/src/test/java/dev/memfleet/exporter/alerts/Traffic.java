package dev.memfleet.exporter.alerts;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Does the same to a node over and over until it is closed; errors don't end it. */
abstract class Traffic implements AutoCloseable {
  private final Thread thread = new Thread(this::run, getClass().getSimpleName());
  private volatile boolean stopped;

  final void start() {
    thread.start();
  }

  /** Called again and again, a moment after it ended. */
  abstract void act() throws IOException;

  final boolean isStopped() {
    return stopped;
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private void run() {
    while (!stopped) {
      try {
        act();
      } catch (IOException e) {
        // The node is away or turns us off: that is what is being tested.
      }
      pause(50);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

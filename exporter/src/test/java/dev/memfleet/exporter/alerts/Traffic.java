package dev.memfleet.exporter.alerts;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Repeats an action on a node until it is closed; errors do not stop it. */
abstract class Traffic implements AutoCloseable {
  private final Thread thread = new Thread(this::run, getClass().getSimpleName());
  private volatile boolean stopped;

  final void start() {
    thread.start();
  }

  /** The action; called repeatedly, with a short pause between calls. */
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
        // The node is down or refuses connections, which is what the tests cause.
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

package dev.memfleet.server.store;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Endless work that survives exceptions: each one is reported, and the work restarted. */
final class ResilientTask implements Runnable {
  /** The pause before a restart, so that work which fails at once does not use a whole CPU. */
  private static final long PAUSE_MILLIS = 100;

  private final String name;
  private final Runnable work;
  private final BiConsumer<String, Throwable> errors;

  ResilientTask(String name, Runnable work, BiConsumer<String, Throwable> errors) {
    this.name = name;
    this.work = work;
    this.errors = errors;
  }

  /** Works until the thread is interrupted. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        work.run();
      } catch (Throwable t) {
        errors.accept(name, t);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

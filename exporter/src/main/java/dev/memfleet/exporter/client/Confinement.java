package dev.memfleet.exporter.client;

import org.jspecify.annotations.Nullable;

/**
 * Asserts that an object without locks is used by one thread only; in the agent, an event loop. The
 * first thread to call {@link #check} owns the object; a check costs one comparison.
 */
public final class Confinement {
  private @Nullable Thread thread;

  /**
   * Called wherever the object is used.
   *
   * @throws IllegalStateException on any thread but the first
   */
  public void check() {
    if (thread != Thread.currentThread()) {
      confine();
    }
  }

  /** Whether the caller is the owning thread; false before the first check. */
  public boolean isOwner() {
    return thread == Thread.currentThread();
  }

  private void confine() {
    Thread current = Thread.currentThread();
    if (thread != null) {
      throw new IllegalStateException(
          "confined to the thread %s, used on %s".formatted(thread.getName(), current.getName()));
    }
    thread = current;
  }
}

package dev.memfleet.exporter.client;

import org.jspecify.annotations.Nullable;

/**
 * The one thread that may use an object, which has no locks: an event loop, in the agent. It is the
 * first that checks in; a check costs a comparison.
 */
public final class Confinement {
  private @Nullable Thread thread;

  /**
   * Called where the object is used.
   *
   * @throws IllegalStateException on any thread but the first
   */
  public void check() {
    if (thread != Thread.currentThread()) {
      confine();
    }
  }

  /** Whether this is the thread, once there is one. */
  public boolean isHere() {
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

package dev.memfleet.server.store.item;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a lock: spins briefly, then yields, then sleeps, because its holder may have lost the
 * CPU.
 */
final class Backoff {
  private static final int SPINS = 64;
  private static final int YIELDS = 128;
  private static final long SLEEP_NANOS = 20_000;

  private int attempts;

  @SuppressWarnings("ThreadPriorityCheck") // the holder may need this CPU
  void pause() {
    attempts++;
    if (attempts < SPINS) {
      Thread.onSpinWait();
    } else if (attempts < YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }
}

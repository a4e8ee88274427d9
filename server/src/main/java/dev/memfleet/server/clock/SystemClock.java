package dev.memfleet.server.clock;

/**
 * The machine's monotonic clock in whole seconds, cached between {@link #tick()}s; tests can
 * advance, pause and resume it.
 */
public final class SystemClock implements RelativeClock {
  private final long epoch;
  private final long startNanos;
  private volatile int now;
  private int advanced;
  private boolean paused;

  public SystemClock() {
    epoch = System.currentTimeMillis() / 1000 - HEAD_START;
    startNanos = System.nanoTime();
    now = HEAD_START;
  }

  @Override
  public int now() {
    return now;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  /** Reads the machine's clock; called by the store every 100 ms. */
  public synchronized void tick() {
    if (!paused) {
      now = elapsed() + advanced;
    }
  }

  /** Jumps ahead, also while paused. */
  public synchronized void advance(int seconds) {
    advanced += seconds;
    now += seconds;
  }

  /** Stops the clock. */
  public synchronized void pause() {
    paused = true;
  }

  /** Resumes the clock from where it stopped. */
  public synchronized void resume() {
    if (paused) {
      paused = false;
      advanced = now - elapsed();
    }
  }

  private int elapsed() {
    return HEAD_START + (int) ((System.nanoTime() - startNanos) / 1_000_000_000L);
  }
}

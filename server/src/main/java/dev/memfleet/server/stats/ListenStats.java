package dev.memfleet.server.stats;

import java.util.concurrent.TimeUnit;

/** Whether new connections are accepted, and how often and how long they were not. */
public final class ListenStats {
  private boolean accepting = true;
  private long disabledCount;
  private long disabledNanos;
  private long disabledSince;
  private int connectionLimit;
  private long certificatesRead;

  /** Records that accepting pauses. */
  public synchronized void pause() {
    if (accepting) {
      accepting = false;
      disabledCount++;
      disabledSince = System.nanoTime();
    }
  }

  /** Records that accepting resumes. */
  public synchronized void resume() {
    if (!accepting) {
      accepting = true;
      disabledNanos += System.nanoTime() - disabledSince;
    }
  }

  /** Sets the most connections that may be open at a time. */
  public synchronized void connectionLimit(int limit) {
    connectionLimit = limit;
  }

  /** Records that the certificates of TLS were read. */
  public synchronized void certificatesRead() {
    certificatesRead = System.nanoTime();
  }

  /** Seconds since the certificates were read. */
  public synchronized long certificateAge() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - certificatesRead);
  }

  public synchronized int connectionLimit() {
    return connectionLimit;
  }

  public synchronized boolean accepting() {
    return accepting;
  }

  /** How often accepting was paused. */
  public synchronized long disabledCount() {
    return disabledCount;
  }

  /** How long accepting was paused, in microseconds, without the current pause. */
  public synchronized long disabledMicros() {
    return TimeUnit.NANOSECONDS.toMicros(disabledNanos);
  }

  /** Zeroes the count of pauses. */
  synchronized void reset() {
    disabledCount = 0;
  }
}

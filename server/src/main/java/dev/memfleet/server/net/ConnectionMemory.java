package dev.memfleet.server.net;

import io.netty.util.internal.PlatformDependent;

/** How much memory off the heap connections may take. */
public final class ConnectionMemory {
  private static final long MOST = 64L << 20;

  /** For requests, for replies, and twice as much for what else the process does. */
  private static final int SHARES = 4;

  private ConnectionMemory() {}

  /**
   * For unfinished requests, or for unsent replies, in bytes: a quarter of the JVM's limit on
   * direct memory, which is that of its heap unless {@code -XX:MaxDirectMemorySize} says otherwise.
   */
  public static long share() {
    return Math.min(MOST, PlatformDependent.maxDirectMemory() / SHARES);
  }
}

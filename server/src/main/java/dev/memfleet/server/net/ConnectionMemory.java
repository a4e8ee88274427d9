package dev.memfleet.server.net;

import io.netty.util.internal.PlatformDependent;

/** The memory off the heap that connections may take. */
public final class ConnectionMemory {
  private static final long MAX_BYTES = 64L << 20;

  /** One share for requests, one for replies, two for the rest of the process. */
  private static final int SHARES = 4;

  private ConnectionMemory() {}

  /**
   * Maximum bytes of unfinished requests, and also of unsent replies: a quarter of the JVM's limit
   * on direct memory, but at most 64 MiB. The JVM's limit is the maximum heap size unless {@code
   * -XX:MaxDirectMemorySize} is set.
   */
  public static long share() {
    return Math.min(MAX_BYTES, PlatformDependent.maxDirectMemory() / SHARES);
  }
}

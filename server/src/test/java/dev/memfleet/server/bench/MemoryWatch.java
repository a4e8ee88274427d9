package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.ServerUsage;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Samples the memory of a server until this watch is closed, and keeps the maximum. */
final class MemoryWatch implements AutoCloseable {
  private static final long PAUSE_NANOS = 10_000_000;

  private final CacheServer server;
  private final TextClient client;
  private final long idleBytes;
  private final Thread thread = new Thread(this::run, "memory-watch");
  private volatile boolean stopped;
  private volatile long pageBytes;
  private volatile long residentBytes;
  private volatile @Nullable IOException failure;

  /** Starts sampling; the memory resident now is taken as that of an idle server. */
  MemoryWatch(CacheServer server) throws IOException {
    this.server = server;
    client = server.connect();
    idleBytes = ServerUsage.residentBytes(server.pid());
    thread.start();
  }

  /**
   * The maximum of a server's memory.
   *
   * @param pageBytes bytes of all slab pages
   * @param residentBytes resident bytes of the process, above those of an idle server
   */
  record Peak(long pageBytes, long residentBytes) {}

  /**
   * Returns the maximum so far.
   *
   * @throws IOException when sampling has failed
   */
  Peak peak() throws IOException {
    IOException cause = failure;
    if (cause != null) {
      throw new IOException("sampling the memory of " + server.pid() + " failed", cause);
    }
    return new Peak(pageBytes, residentBytes - idleBytes);
  }

  private void run() {
    try {
      while (!stopped) {
        long pages = Long.parseLong(client.stats("slabs").getOrDefault("total_malloced", ""));
        pageBytes = Math.max(pageBytes, pages);
        residentBytes = Math.max(residentBytes, ServerUsage.residentBytes(server.pid()));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}

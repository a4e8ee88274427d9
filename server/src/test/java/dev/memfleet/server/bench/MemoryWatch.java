package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.ServerUsage;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Notes the most memory a server takes, until it is closed. */
final class MemoryWatch implements AutoCloseable {
  private static final long PAUSE_NANOS = 10_000_000;

  private final CacheServer server;
  private final TextClient client;
  private final long idleBytes;
  private final Thread thread = new Thread(this::run, "memory-watch");
  private volatile boolean stopped;
  private volatile long pageBytes;
  private volatile long residentBytes;

  /** Starts at once; what is resident now counts as an idle server's. */
  MemoryWatch(CacheServer server) throws IOException {
    this.server = server;
    client = server.connect();
    idleBytes = ServerUsage.residentBytes(server.pid());
    thread.start();
  }

  /**
   * The most there was.
   *
   * @param pageBytes of all pages
   * @param residentBytes of the process, beyond an idle server's
   */
  record Peak(long pageBytes, long residentBytes) {}

  Peak peak() {
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
      throw new IllegalStateException(e);
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

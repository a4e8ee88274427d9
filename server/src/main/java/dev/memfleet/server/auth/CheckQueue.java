package dev.memfleet.server.auth;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs checks in FIFO order on one daemon thread, so that logins take no more than one core. */
final class CheckQueue implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "memfleet-logins");
            made.setDaemon(true);
            return made;
          });

  void add(Runnable check) {
    thread.execute(check);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

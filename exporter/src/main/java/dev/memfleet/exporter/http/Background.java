package dev.memfleet.exporter.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.concurrent.Executor;

/** Runs what may block on a thread that may. */
final class Background {
  private Background() {}

  /** Work that writes to a client. */
  interface Work {
    void run() throws IOException;
  }

  static Future<Void> run(Executor threads, Work work) {
    Promise<Void> end = Promise.promise();
    threads.execute(
        () -> {
          try {
            work.run();
            end.complete();
          } catch (IOException | RuntimeException | Error e) {
            end.fail(e);
          }
        });
    return end.future();
  }
}

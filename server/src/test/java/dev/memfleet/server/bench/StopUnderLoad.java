package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures how a server under full load ends on a signal. */
final class StopUnderLoad {
  private static final Workload WORKLOAD = Workload.mostlyGets(16);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long BUSY_SETS = 20_000;

  private StopUnderLoad() {}

  /**
   * How a server ended.
   *
   * @param status of the process
   * @param took from the signal to the end of the process
   * @param log what it wrote
   */
  record Outcome(int status, Duration took, String log) {}

  /** Sends the signal of this name, such as TERM, and waits for the end of the process. */
  static Outcome measure(Software software, String signal) throws Exception {
    try (CacheServer server = Comparison.start(software, List.of())) {
      Thread load = new Thread(() -> load(server), "load");
      load.start();
      awaitBusy(server);
      long start = System.nanoTime();
      new ProcessBuilder("kill", "-s", signal, Long.toString(server.pid())).start().waitFor();
      boolean ended = server.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      String log = server.log();
      if (!ended) {
        throw new IllegalStateException("still running after SIG" + signal + ": " + log);
      }
      load.join();
      return new Outcome(server.process().exitValue(), took, log);
    }
  }

  /** Until the server ends. */
  private static void load(CacheServer server) {
    try {
      LoadGenerator load = new LoadGenerator(server, WORKLOAD);
      load.preload();
      load.run(Duration.ZERO, LIMIT);
    } catch (IOException | UncheckedIOException closed) {
      // The server has ended, as requested.
    }
  }

  private static void awaitBusy(CacheServer server) throws IOException {
    try (TextClient observer = server.connect()) {
      Polling.until(LIMIT, "load", () -> busy(observer));
    }
  }

  private static Optional<Boolean> busy(TextClient observer) {
    try {
      long sets = Long.parseLong(observer.stats("").getOrDefault("cmd_set", "0"));
      return sets > BUSY_SETS ? Optional.of(true) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

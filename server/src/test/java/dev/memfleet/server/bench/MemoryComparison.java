package dev.memfleet.server.bench;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.ServerUsage;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Memory of both servers: for idle connections, for items, and when full. */
final class MemoryComparison {
  private static final int IDLE_CONNECTIONS = 10_000;
  private static final double MIB = 1 << 20;

  void print() throws IOException {
    System.out.println(
        "| server | bytes/idle connection | items at -m 64 | RSS MiB, full -m 1024 |");
    System.out.println("|---|---|---|---|");
    for (Software software : Software.values()) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %,.0f |%n",
          software,
          bytesPerIdleConnection(software),
          itemsKept(software),
          residentWhenFull(software) / MIB);
    }
  }

  private static long bytesPerIdleConnection(Software software) throws IOException {
    try (CacheServer server = Comparison.start(software, List.of());
        TextClient observer = server.connect()) {
      // Some traffic first, so that code and pools are not counted as connections.
      Comparison.preloaded(server, new Workload(50, 1, 90, 1, 100, 1_000))
          .run(Duration.ofSeconds(3), Duration.ofSeconds(1));
      long before = ServerUsage.residentBytes(server.pid());
      List<TextClient> idle = new ArrayList<>();
      try {
        for (int i = 0; i < IDLE_CONNECTIONS; i++) {
          idle.add(server.connect());
        }
        awaitConnections(observer, IDLE_CONNECTIONS);
        return (ServerUsage.residentBytes(server.pid()) - before) / IDLE_CONNECTIONS;
      } finally {
        for (TextClient client : idle) {
          client.close();
        }
      }
    }
  }

  private static void awaitConnections(TextClient observer, int count) {
    Polling.until(
        Duration.ofSeconds(30),
        count + " connections",
        () -> {
          try {
            int now = Integer.parseInt(observer.stats("").getOrDefault("curr_connections", ""));
            return now >= count ? Optional.of(now) : Optional.empty();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static long itemsKept(Software software) throws IOException {
    try (CacheServer server = Comparison.start(software, List.of("-m", "64"));
        TextClient observer = server.connect()) {
      new LoadGenerator(server, new Workload(1, 1, 0, 1, 100, 600_000)).preload();
      return Long.parseLong(observer.stats("").getOrDefault("curr_items", ""));
    }
  }

  private static long residentWhenFull(Software software) throws IOException {
    try (CacheServer server = Comparison.start(software, List.of())) {
      new LoadGenerator(server, new Workload(1, 1, 0, 1, 1_000, 1_200_000)).preload();
      return ServerUsage.residentBytes(server.pid());
    }
  }
}

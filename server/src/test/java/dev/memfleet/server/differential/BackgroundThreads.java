package dev.memfleet.server.differential;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Polling;
import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits for what a server's maintainer and crawler do. */
final class BackgroundThreads implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TextClient client;

  BackgroundThreads(CacheServer server) throws IOException {
    client = server.connect();
  }

  /** Has the crawler look at all items until it finds nothing that has expired or been flushed. */
  void removeExpired() throws IOException {
    long before;
    long after = figure(stats(), "curr_items");
    do {
      before = after;
      crawl();
      after = figure(awaitCrawler(), "curr_items");
    } while (after < before);
  }

  /** The crawler may be at work already. */
  private void crawl() throws IOException {
    while (!client.exchange("lru_crawler crawl all\r\n").equals("OK\r\n")) {
      awaitCrawler();
    }
  }

  private Map<String, String> awaitCrawler() {
    return await("the crawler", stats -> figure(stats, "lru_crawler_running") == 0);
  }

  /** What they have moved and removed so far. */
  long work() {
    Map<String, String> stats = stats();
    return figure(stats, "moves_to_cold") + figure(stats, "reclaimed");
  }

  private Map<String, String> await(String what, Predicate<Map<String, String>> condition) {
    return Polling.until(LIMIT, what, () -> Optional.of(stats()).filter(condition));
  }

  private Map<String, String> stats() {
    try {
      return client.stats("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long figure(Map<String, String> stats, String key) {
    return Long.parseLong(stats.getOrDefault(key, ""));
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

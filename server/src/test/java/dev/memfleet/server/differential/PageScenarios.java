package dev.memfleet.server.differential;

import static dev.memfleet.server.differential.Scenario.ours;
import static dev.memfleet.server.differential.Scenario.set;
import static dev.memfleet.server.differential.Scenario.sets;

import dev.memfleet.server.peer.TextClient;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Pages that change class, and an index that grows. Values of 100 000 bytes lie ten to a page. */
final class PageScenarios {
  private static final int BATCH = 50_000;

  private static final int LENGTH = 100_000;

  private PageScenarios() {}

  static List<Scenario> all() {
    return List.of(
        ours("page with items", "", PageScenarios::pageWithItems),
        ours("page with chunks", "", PageScenarios::pageWithChunks),
        ours("page with an upload", "", PageScenarios::pageWithUpload),
        ours("page without a place for its items", "-m 2 -M", PageScenarios::fullMemory),
        Scenario.alike("index", "-o hashpower=12", PageScenarios::index),
        ours("index while it grows", "-m 1024 -o hashpower=12", PageScenarios::growingIndex));
  }

  /** The first item lies at the end of the first page: where it was is the first free chunk. */
  private static void pageWithItems(StatsProbe probe) throws IOException {
    probe
        .send(sets(11, 0, LENGTH))
        .send("delete k0", "slabs reassign 32 0")
        .await("slabs_moved 1", "slab_reassign_running 0")
        .expect("slab_reassign_rescues 9", "slab_reassign_inline_reclaim 1")
        .expect("slab_global_page_pool 1", "32:total_pages 1", "32:used_chunks 10");
  }

  /** Two chunks of the largest class for each item. */
  private static void pageWithChunks(StatsProbe probe) throws IOException {
    probe
        .send(set("a", 1_000_000), set("b", 1_000_000), "delete b", "slabs reassign 39 0")
        .await("slabs_moved 1")
        .expect("slab_reassign_chunk_rescues 2", "39:total_pages 1");
  }

  private static void pageWithUpload(StatsProbe probe) throws IOException {
    try (TextClient slow = probe.connect()) {
      slow.send("set slow 0 0 " + LENGTH + "\r\n");
      probe.await("32:used_chunks 1").send(sets(10, 0, LENGTH));
      probe
          .send("slabs reassign 32 0")
          .await("slab_reassign_running 1", "slab_reassign_last_busy_status busy_floating")
          .awaitPositive("slab_reassign_busy_items");
      slow.exchange("v".repeat(LENGTH) + "\r\n");
      probe.await("slabs_moved 1", "slab_reassign_running 0");
    }
  }

  private static void fullMemory(StatsProbe probe) throws IOException {
    probe
        .send(sets(20, 0, LENGTH))
        .send("slabs reassign 32 0")
        .awaitPositive("slab_reassign_busy_nomem");
  }

  /** It doubles above 1.5 items a bucket. */
  private static void index(StatsProbe probe) throws IOException {
    probe
        .send(String.join("\r\n", sets(6145, 0, 1)))
        .await("hash_power_level 13")
        .await("hash_is_expanding 0")
        .expect("hash_bytes 65536");
  }

  /**
   * Adds items while a dump of the index is not read, which keeps the index from growing. Then it
   * is too small by four doublings, one a second, and each moves all the items and takes long
   * enough to be seen.
   */
  private static void growingIndex(StatsProbe probe) throws IOException {
    String longKey = "k".repeat(240);
    sendAll(probe, IntStream.range(0, 40_000).mapToObj(i -> set(longKey + i, 1)).toList());
    try (TextClient slow = probe.connect()) {
      slow.send("lru_crawler metadump hash\r\n");
      probe.await("lru_crawler_running 1");
      sendAll(probe, List.of(sets(400_000, 0, 1)));
    }
    probe.until("hash_is_expanding 1", () -> probe.number("hash_is_expanding") == 1);
    probe.moved("hash_is_expanding");
  }

  /** Sends no more at once than the replies to which fit the sockets' buffers. */
  private static void sendAll(StatsProbe probe, List<String> requests) throws IOException {
    for (int from = 0; from < requests.size(); from += BATCH) {
      int to = Math.min(from + BATCH, requests.size());
      probe.send(String.join("\r\n", requests.subList(from, to)));
    }
  }
}

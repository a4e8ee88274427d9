package dev.memfleet.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.server.peer.CacheServer;
import dev.memfleet.server.peer.Software;
import dev.memfleet.server.peer.TextClient;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.lru.LruCounter;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.SlabOptions;
import dev.memfleet.server.store.slab.SlabStats;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same random traffic to the store and to real memcached gives the same figures. */
class MemcachedFiguresIT {
  private static final LruTuning FLAT = new LruTuning(false, 20, 40, 0.2, 2.0, -1);

  @ParameterizedTest
  @CsvSource({
    "64, 48, 1.25, 524288, 1048576, 3000, 20000, 1",
    "64, 48, 1.25, 524288, 1048576, 200, 900000, 2",
    "8, 48, 1.25, 524288, 1048576, 3000, 20000, 3",
    "64, 10, 1.07, 16384, 1048576, 3000, 40000, 4",
    "64, 48, 2.0, 65536, 4194304, 300, 3000000, 5",
  })
  void sameTraffic_givesTheSameFigures(
      int megabytes,
      int chunkSize,
      double factor,
      int chunkMax,
      int itemMax,
      int commands,
      int maxLength,
      long seed)
      throws Exception {
    String[] flags = {
      "-m", "" + megabytes,
      "-n", "" + chunkSize,
      "-f", "" + factor,
      "-I", "" + itemMax,
      "-o", "no_lru_maintainer,no_lru_crawler,slab_chunk_max=" + chunkMax
    };
    SlabOptions slabs =
        new SlabOptions(
            (long) megabytes * TestStore.MEGABYTE,
            itemMax,
            chunkSize,
            factor,
            List.of(),
            chunkMax,
            false,
            true);
    StoreOptions options =
        new StoreOptions(slabs, true, true, 16, true, false, FLAT, CrawlerTuning.DEFAULT, false);
    try (TestStore store = new TestStore(options);
        CacheServer server = Software.MEMCACHED.start(flags);
        TextClient memcached = server.connect()) {
      Random random = new Random(seed);
      for (int i = 0; i < commands; i++) {
        step(store, memcached, random, maxLength);
      }
      assertThat(itemFigures(store)).allSatisfy(isIn(memcached.stats("items")));
      assertThat(slabFigures(store)).allSatisfy(isIn(memcached.stats("slabs")));
      assertThat(memcached.stats("slabs").get("active_slabs"))
          .isEqualTo("" + store.store.slabStats().size());
    }
  }

  private static void step(TestStore store, TextClient memcached, Random random, int maxLength)
      throws IOException {
    String key = "key" + random.nextInt(400);
    String value = "v".repeat(random.nextInt(1 + random.nextInt(maxLength)));
    int flags = random.nextInt(2) * 7;
    String data = " " + flags + " 0 " + value.length() + "\r\n" + value + "\r\n";
    switch (random.nextInt(10)) {
      case 0 -> {
        String expected = store.delete(key) ? "DELETED" : "NOT_FOUND";
        assertThat(ask(memcached, "delete " + key + "\r\n")).isEqualTo(expected);
      }
      case 1 ->
          assertThat(ask(memcached, "append " + key + data))
              .isEqualTo(upload(store, StoreMode.APPEND, key, value, flags));
      case 2 ->
          assertThat(ask(memcached, "prepend " + key + data))
              .isEqualTo(upload(store, StoreMode.PREPEND, key, value, flags));
      case 3 ->
          assertThat(ask(memcached, "add " + key + data))
              .isEqualTo(upload(store, StoreMode.ADD, key, value, flags));
      case 4 -> {
        assertThat(ask(memcached, "touch " + key + " 0\r\n"))
            .isEqualTo(store.get(key) == null ? "NOT_FOUND" : "TOUCHED");
      }
      default ->
          assertThat(ask(memcached, "set " + key + data))
              .isEqualTo(upload(store, StoreMode.SET, key, value, flags));
    }
  }

  private static String ask(TextClient memcached, String request) throws IOException {
    return memcached.exchange(request).stripTrailing();
  }

  private static String upload(
      TestStore store, StoreMode mode, String key, String value, int flags) {
    ReserveResult reserved = store.reserve(key, flags, 0, value.length());
    if (reserved == ReserveResult.TOO_LARGE) {
      if (mode == StoreMode.SET) {
        store.delete(key);
      }
      return "SERVER_ERROR object too large for cache";
    }
    assertThat(reserved).isEqualTo(ReserveResult.RESERVED);
    store.fill(value);
    return store.worker.commit(store.reservation(), mode).name();
  }

  private static BiConsumer<String, String> isIn(Map<String, String> all) {
    return (key, figure) -> assertThat(figure).as(key).isEqualTo(all.get(key));
  }

  private static Map<String, String> itemFigures(TestStore store) {
    Map<String, String> figures = new TreeMap<>();
    for (ItemStats stats : store.store.itemStats()) {
      String prefix = "items:" + stats.slabClass() + ":";
      figures.put(prefix + "number", "" + stats.number());
      figures.put(prefix + "mem_requested", "" + stats.memRequested());
      figures.put(prefix + "evicted", "" + stats.get(LruCounter.EVICTED));
      figures.put(prefix + "evicted_unfetched", "" + stats.get(LruCounter.EVICTED_UNFETCHED));
      figures.put(prefix + "outofmemory", "" + stats.get(LruCounter.OUT_OF_MEMORY));
      figures.put(prefix + "reclaimed", "" + stats.get(LruCounter.RECLAIMED));
    }
    return figures;
  }

  private static Map<String, String> slabFigures(TestStore store) {
    Map<String, String> figures = new TreeMap<>();
    for (SlabStats stats : store.store.slabStats()) {
      String prefix = stats.slabClass() + ":";
      figures.put(prefix + "chunk_size", "" + stats.chunkSize());
      figures.put(prefix + "chunks_per_page", "" + stats.chunksPerPage());
      figures.put(prefix + "total_pages", "" + stats.totalPages());
      figures.put(prefix + "total_chunks", "" + stats.totalChunks());
      figures.put(prefix + "used_chunks", "" + stats.usedChunks());
      figures.put(prefix + "free_chunks", "" + stats.freeChunks());
    }
    figures.put("total_malloced", "" + store.store.allocatedBytes());
    return figures;
  }
}

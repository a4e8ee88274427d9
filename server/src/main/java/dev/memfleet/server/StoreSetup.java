package dev.memfleet.server;

import dev.memfleet.server.config.LruOptions;
import dev.memfleet.server.config.MemoryOptions;
import dev.memfleet.server.config.Options;
import dev.memfleet.server.store.StoreOptions;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.SlabOptions;

/** Turns the command line into the store's options. */
final class StoreSetup {
  private static final int DEFAULT_HASH_POWER = 16;

  private StoreSetup() {}

  static StoreOptions of(Options options) {
    MemoryOptions memory = options.memory();
    LruOptions lru = options.lru();
    return new StoreOptions(
        new SlabOptions(
            memory.limitBytes(),
            memory.maxItemBytes(),
            memory.minItemBytes(),
            memory.growthFactor(),
            memory.chunkMaxBytes(),
            memory.preallocate(),
            memory.reassignPages()),
        memory.evict(),
        memory.cas(),
        memory.hashPower() == 0 ? DEFAULT_HASH_POWER : memory.hashPower(),
        memory.hashExpands(),
        lru.maintainer(),
        new LruTuning(
            lru.segmented(),
            lru.hotPercent(),
            lru.warmPercent(),
            lru.hotMaxFactor(),
            lru.warmMaxFactor(),
            lru.temporary() ? lru.temporaryTtlSeconds() : -1),
        new CrawlerTuning(lru.crawler(), lru.crawlerSleepMicros(), lru.crawlerToCrawl()),
        memory.trackSizes());
  }
}

package dev.memfleet.server.store.lru;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.Items;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.item.KeyHash;
import dev.memfleet.server.store.slab.SlabAllocator;
import dev.memfleet.server.store.slab.SlabOptions;

/** The engine's parts put together without threads, with items under string keys. */
final class LruRig implements AutoCloseable {
  final SystemClock clock = new SystemClock();
  final ItemLocks locks = new ItemLocks();
  final ItemIndex index = new ItemIndex(locks, 12);
  final SlabAllocator slabs = new SlabAllocator(SlabOptions.ofMaxBytes(8L << 20));
  final SegmentedLru lru;
  final Items items;
  final LruCrawler crawler;
  final LruMaintainer maintainer;
  private final long key = Memory.allocate(250);

  LruRig(LruTuning tuning) {
    clock.pause();
    lru = new SegmentedLru(tuning);
    SizeHistogram sizes = new SizeHistogram(true, 1 << 20);
    items = new Items(locks, index, slabs, lru, clock, sizes, true, true);
    crawler = new LruCrawler(items, locks, index, lru, clock, CrawlerTuning.DEFAULT);
    maintainer = new LruMaintainer(items.tails(), lru, clock, crawler);
  }

  /** Stores a value of this length; returns its item. */
  long put(String name, int length, int expiry) {
    byte[] bytes = name.getBytes(ISO_8859_1);
    Memory.copy(bytes, 0, key, bytes.length);
    int hash = KeyHash.of(key, bytes.length);
    long item = items.allocate(key, bytes.length, hash, 0, expiry, length + 2);
    items.link(item, items.nextCas());
    items.release(item);
    return item;
  }

  static int segment(long item) {
    return ItemLayout.lruIndex(item) & ~ItemLayout.CLASS_MASK;
  }

  ItemStats stats() {
    return lru.stats(clock.now()).get(0);
  }

  @Override
  public void close() {
    slabs.close();
    index.close();
    Memory.free(key);
  }
}

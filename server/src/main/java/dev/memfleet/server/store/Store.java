package dev.memfleet.server.store;

import dev.memfleet.server.clock.SystemClock;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.item.SystemEvents;
import dev.memfleet.server.store.lru.CrawlResult;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.EvictionEvents;
import dev.memfleet.server.store.lru.ItemMover;
import dev.memfleet.server.store.lru.ItemStats;
import dev.memfleet.server.store.lru.ItemVisitor;
import dev.memfleet.server.store.lru.LruCrawler;
import dev.memfleet.server.store.lru.LruMaintainer;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.lru.SegmentedLru;
import dev.memfleet.server.store.lru.SizeHistogram;
import dev.memfleet.server.store.slab.AutomoveTuning;
import dev.memfleet.server.store.slab.ReassignResult;
import dev.memfleet.server.store.slab.SlabAllocator;
import dev.memfleet.server.store.slab.SlabRebalancer;
import dev.memfleet.server.store.slab.SlabStats;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Items by key, in slab memory off the Java heap. Data goes through one {@link StoreWorker} per
 * event loop; this class creates them, owns the background threads and reports on the store as a
 * whole. All methods are safe from any thread.
 */
public final class Store implements AutoCloseable {
  /** Most bytes of a key. */
  public static final int MAX_KEY_LENGTH = 250;

  /** Every slab class, for {@link #crawl} and {@link #dump}: bit n stands for class n. */
  public static final long ALL_CLASSES = -1L;

  private static final long TICK_MILLIS = 100;

  private final StoreOptions options;
  private final SystemClock clock;
  private final ItemLocks locks = new ItemLocks();
  private final ItemIndex index;
  private final SlabAllocator slabs;
  private final SegmentedLru lru;
  private final SizeHistogram sizes;
  private final Items items;
  private final LruCrawler crawler;
  private final LruMaintainer maintainer;
  private final SlabRebalancer rebalancer;
  private final List<StoreWorker> workers = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Builds a store whose threads do not run yet; pages are allocated as needed unless preallocated.
   */
  public Store(StoreOptions options, SystemClock clock) {
    this.options = options;
    this.clock = clock;
    index = new ItemIndex(locks, options.hashPower());
    slabs = new SlabAllocator(options.slabs());
    lru = new SegmentedLru(options.lru());
    sizes = new SizeHistogram(options.trackSizes(), options.slabs().itemSizeMax());
    items = new Items(locks, index, slabs, lru, clock, sizes, options.cas(), options.evict());
    crawler = new LruCrawler(items, locks, index, lru, clock, options.crawler());
    rebalancer =
        new SlabRebalancer(slabs, new ItemMover(items, items.tails(), locks, index, lru, clock));
    maintainer = new LruMaintainer(items.tails(), lru, clock, crawler);
  }

  /**
   * Starts the threads: clock, index keeper, LRU maintainer, crawler and page mover.
   *
   * @param errors receives the name of a thread and an exception in it; the thread then goes on
   */
  public void start(BiConsumer<String, Throwable> errors) {
    start(errors, "clock", () -> every(TICK_MILLIS, clock::tick));
    if (options.hashExpand()) {
      start(
          errors,
          "index",
          () -> every(TimeUnit.SECONDS.toMillis(1), () -> index.expandFor(lru.items())));
    }
    start(errors, "lru-crawler", crawler);
    if (options.maintainer()) {
      start(errors, "lru-maintainer", maintainer);
    }
    if (options.slabs().reassign()) {
      rebalancer.start();
      start(errors, "slab-rebalancer", rebalancer);
    }
  }

  private void start(BiConsumer<String, Throwable> errors, String name, Runnable work) {
    Thread thread = new Thread(new ResilientTask(name, work, errors), "memfleet-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private static void every(long millis, Runnable work) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        work.run();
        Thread.sleep(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the threads and frees all memory; no worker may be in use. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    slabs.close();
    index.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  public StoreOptions options() {
    return options;
  }

  public SystemClock clock() {
    return clock;
  }

  /** Sets what receives the evictions and what the background threads do. */
  public <E extends EvictionEvents & SystemEvents> void report(E events) {
    items.tails().report(events);
    maintainer.report(events);
    rebalancer.report(events);
  }

  /** A new worker for one thread. */
  public StoreWorker worker() {
    return worker(ItemEvents.UNWATCHED);
  }

  /**
   * A new worker for one event loop.
   *
   * @param events receives what it does
   */
  public StoreWorker worker(ItemEvents events) {
    StoreWorker worker = new StoreWorker(items, locks, index, clock, events);
    workers.add(worker);
    return worker;
  }

  /** The next unique cas id; 0 in a store without cas. */
  public long nextCas() {
    return items.nextCas();
  }

  /**
   * Address of the n-th piece of a pinned value; the piece may be empty.
   *
   * @param n from 0; the pieces' lengths add up to the value and its line end
   */
  public long segment(long pin, int n) {
    if (!ItemLayout.has(pin, ItemLayout.CHUNKED)) {
      return ItemLayout.data(pin);
    }
    return chunk(pin, n) + ItemLayout.CHUNK_HEADER;
  }

  /** Bytes of the n-th piece of a pinned value. */
  public int segmentLength(long pin, int n) {
    if (!ItemLayout.has(pin, ItemLayout.CHUNKED)) {
      return ItemLayout.nbytes(pin);
    }
    return ItemLayout.chunkUsed(chunk(pin, n));
  }

  private static long chunk(long item, int n) {
    long chunk = ItemLayout.next(ItemLayout.data(item));
    for (int i = 0; i < n; i++) {
      chunk = ItemLayout.next(chunk);
    }
    return chunk;
  }

  /** Releases what {@link Entry#pin} kept. */
  public void unpin(long pin) {
    items.unpin(pin);
  }

  /**
   * Flushes all items stored before a moment.
   *
   * @param at a future second of the clock; 0 is now: items stored later are kept or, in a store
   *     without cas ids, items stored from the next second on
   */
  public void flush(int at) {
    items.flush(at);
  }

  /** The second up to which items count as flushed, 0 before any flush ({@code oldest}). */
  public int flushedAt() {
    return items.flushedAt();
  }

  /** Changes the memory limit; surplus pages are given back gradually. */
  public MemoryLimitResult limitMemory(long bytes) {
    return slabs.limit(bytes) ? MemoryLimitResult.OK : MemoryLimitResult.FIXED;
  }

  public LruTuning lruTuning() {
    return lru.tuning();
  }

  public void tune(LruTuning tuning) {
    lru.tune(tuning);
  }

  public CrawlerTuning crawlerTuning() {
    return crawler.tuning();
  }

  public void tune(CrawlerTuning tuning) {
    crawler.tune(tuning);
  }

  /** Starts reclaiming expired items of these classes in the background. */
  public CrawlResult crawl(long classes) {
    return crawler.crawl(classes);
  }

  /** Starts passing the items of these classes, segment by segment, to a visitor. */
  public CrawlResult dump(long classes, ItemVisitor visitor) {
    return crawler.dump(classes, visitor);
  }

  /** Starts passing all items, in the order of the index, to a visitor. */
  public CrawlResult dumpByHash(ItemVisitor visitor) {
    return crawler.dumpByHash(visitor);
  }

  /**
   * Passes the cold items of one class, latest first, to a visitor, on the caller's thread.
   *
   * @param limit most items; 0 for all
   */
  public void cachedump(int slabClass, int limit, ItemVisitor visitor) {
    crawler.cachedump(slabClass, limit, visitor);
  }

  /** Starts moving a page; a source of -1 picks any class that can spare one. */
  public ReassignResult reassign(int source, int destination) {
    return rebalancer.reassign(source, destination);
  }

  /**
   * Sets the automatic page moves: pages beyond the limit are freed, spare pages of a class go to
   * the pool, and a class that evicts gets pages of a class with older items.
   */
  public void automove(AutomoveTuning tuning) {
    rebalancer.automove(tuning);
    boolean eager = tuning.eager() && options.slabs().reassign();
    items.tails().onEviction(eager ? slabClass -> rebalancer.reassign(-1, slabClass) : null);
  }

  /** The largest slab class in use, at most 63. */
  public int largestSlabClass() {
    return slabs.classes().largest();
  }

  /** The store's part of the general statistics. */
  public StoreStats stats() {
    return new StoreStats(
        slabs.limit(),
        lru.totals(),
        rebalancer.counters(),
        workers.stream().mapToLong(StoreWorker::expired).sum(),
        workers.stream().mapToLong(StoreWorker::flushed).sum(),
        index.power(),
        index.bytes(),
        index.expanding(),
        rebalancer.running(),
        crawler.running(),
        crawler.starts(),
        maintainer.juggles(),
        slabs.freePages(),
        lru.bumpsDropped());
  }

  /** The items of each class that has some, in ascending order. */
  public List<ItemStats> itemStats() {
    return lru.stats(clock.now());
  }

  /** The memory of each class that has pages, in ascending order. */
  public List<SlabStats> slabStats() {
    return slabs.stats();
  }

  /** Bytes of all pages ({@code total_malloced}). */
  public long allocatedBytes() {
    return slabs.allocatedBytes();
  }

  /** Items by size rounded up to 32 bytes; empty unless sizes are tracked. */
  public SortedMap<Integer, Long> sizes() {
    return sizes.sizes();
  }

  /** Zeroes the counters, as {@code stats reset} does; gauges stay. */
  public void resetStats() {
    lru.resetCounters();
    crawler.resetCounters();
    maintainer.resetCounters();
    rebalancer.resetCounters();
    workers.forEach(StoreWorker::resetCounters);
  }
}

package dev.memfleet.server.store;

import dev.memfleet.server.store.item.SystemClock;
import dev.memfleet.server.store.lru.CrawlResult;
import dev.memfleet.server.store.lru.CrawlerTuning;
import dev.memfleet.server.store.lru.ItemVisitor;
import dev.memfleet.server.store.lru.LruTuning;
import dev.memfleet.server.store.slab.ReassignResult;
import dev.memfleet.server.store.slab.SlabStats;
import java.util.List;
import java.util.SortedMap;

/**
 * Items under keys, in slab memory off the Java heap. Data goes through one {@link StoreWorker} per
 * event loop; this class hands them out, owns the background threads and answers questions about
 * the whole. All methods are safe from any thread.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Store implements AutoCloseable {
  /** Bytes a key may have. */
  public static final int MAX_KEY_LENGTH = 250;

  /** Every slab class, for {@link #crawl} and {@link #dump}: bit n stands for class n. */
  public static final long ALL_CLASSES = -1L;

  /** Builds an idle store; pages are taken as needed unless preallocated. */
  public Store(StoreOptions options, SystemClock clock) {
    throw new UnsupportedOperationException();
  }

  /** Starts clock, LRU maintainer, crawler and page mover. */
  public void start() {
    throw new UnsupportedOperationException();
  }

  /** Stops the threads and frees all memory; no worker may be in use any more. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  public StoreOptions options() {
    throw new UnsupportedOperationException();
  }

  public SystemClock clock() {
    throw new UnsupportedOperationException();
  }

  /** A new worker for one event loop. */
  public StoreWorker worker() {
    throw new UnsupportedOperationException();
  }

  /** The next unique cas id; 0 in a store without cas. */
  public long nextCas() {
    throw new UnsupportedOperationException();
  }

  /** Addresses of a pinned value: the start of its n-th piece, 0 behind the last. */
  public long segment(long pin, int n) {
    throw new UnsupportedOperationException();
  }

  /** Bytes of the n-th piece; together the value and its line end. */
  public int segmentLength(long pin, int n) {
    throw new UnsupportedOperationException();
  }

  /** Gives back what {@link Entry#pin} kept. */
  public void unpin(long pin) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes all items stored until then vanish.
   *
   * @param at a second of the clock; 0 is now, which spares what is stored later in this second
   */
  public void flush(int at) {
    throw new UnsupportedOperationException();
  }

  /** The second up to which items count as flushed, 0 before any flush ({@code oldest}). */
  public int flushedAt() {
    throw new UnsupportedOperationException();
  }

  /** Changes the memory limit; surplus pages are given back bit by bit. */
  public MemoryLimitResult limitMemory(long bytes) {
    throw new UnsupportedOperationException();
  }

  public LruTuning lruTuning() {
    throw new UnsupportedOperationException();
  }

  public void tune(LruTuning tuning) {
    throw new UnsupportedOperationException();
  }

  public CrawlerTuning crawlerTuning() {
    throw new UnsupportedOperationException();
  }

  public void tune(CrawlerTuning tuning) {
    throw new UnsupportedOperationException();
  }

  /** Starts reclaiming expired items of these classes in the background. */
  public CrawlResult crawl(long classes) {
    throw new UnsupportedOperationException();
  }

  /** Starts showing the items of these classes, segment by segment, to a visitor. */
  public CrawlResult dump(long classes, ItemVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /** Starts showing all items, in the order of the index, to a visitor. */
  public CrawlResult dumpByHash(ItemVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /**
   * Shows the cold items of one class, latest first, on the caller's thread and under the segment's
   * lock: the visitor must be quick.
   *
   * @param limit how many at most; 0 is all
   */
  public void cachedump(int slabClass, int limit, ItemVisitor visitor) {
    throw new UnsupportedOperationException();
  }

  /** Starts moving a page; a source of -1 picks any class that can spare one. */
  public ReassignResult reassign(int source, int destination) {
    throw new UnsupportedOperationException();
  }

  /** The largest slab class in use, at most 63. */
  public int largestSlabClass() {
    throw new UnsupportedOperationException();
  }

  public StoreStats stats() {
    throw new UnsupportedOperationException();
  }

  /** Per class with items, in ascending order. */
  public List<ItemStats> itemStats() {
    throw new UnsupportedOperationException();
  }

  /** Per class with pages, in ascending order. */
  public List<SlabStats> slabStats() {
    throw new UnsupportedOperationException();
  }

  /** Bytes of all pages ({@code total_malloced}). */
  public long allocatedBytes() {
    throw new UnsupportedOperationException();
  }

  /** Items by size rounded up to 32 bytes; empty unless sizes are tracked. */
  public SortedMap<Integer, Long> sizes() {
    throw new UnsupportedOperationException();
  }

  /** Zeroes the counters, as {@code stats reset} does; gauges stay. */
  public void resetStats() {
    throw new UnsupportedOperationException();
  }
}

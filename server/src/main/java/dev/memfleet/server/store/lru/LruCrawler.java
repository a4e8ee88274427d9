package dev.memfleet.server.store.lru;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.slab.SlabClasses;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The thread that walks segments from the oldest item up: to reclaim expired items before they
 * reach the tail, or to pass all items to a visitor. One crawl runs at a time.
 */
public final class LruCrawler implements Runnable {
  private static final int DUMP_BATCH = 128;

  private final ItemRemoval items;
  private final ItemLocks locks;
  private final ItemIndex index;
  private final SegmentedLru lru;
  private final RelativeClock clock;
  private final ItemView view = new ItemView();
  private final BlockingQueue<Runnable> requests = new LinkedBlockingQueue<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicReferenceArray<CrawlSurvey> surveys =
      new AtomicReferenceArray<>(CrawlSurvey.SEGMENTS);
  private volatile CrawlerTuning tuning;
  private volatile long starts;

  public LruCrawler(
      ItemRemoval items,
      ItemLocks locks,
      ItemIndex index,
      SegmentedLru lru,
      RelativeClock clock,
      CrawlerTuning tuning) {
    this.items = items;
    this.locks = locks;
    this.index = index;
    this.lru = lru;
    this.clock = clock;
    this.tuning = tuning;
  }

  public CrawlerTuning tuning() {
    return tuning;
  }

  public void tune(CrawlerTuning changed) {
    tuning = changed;
  }

  public boolean running() {
    return running.get();
  }

  /** How many crawls have begun. */
  public long starts() {
    return starts;
  }

  public void resetCounters() {
    starts = 0;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Runnable crawl = requests.take();
        try {
          crawl.run();
        } finally {
          running.set(false);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that set running counts
  private boolean start(Runnable crawl) {
    if (!running.compareAndSet(false, true)) {
      return false;
    }
    starts++;
    requests.add(crawl);
    return true;
  }

  /** Starts reclaiming expired items in these segments; false if a crawl is running. */
  boolean expire(boolean[] segments) {
    return start(
        () -> {
          for (int i = 1; i < segments.length; i++) {
            if (segments[i]) {
              expire(i);
            }
          }
        });
  }

  /** Starts reclaiming expired items in these classes, bit n for class n. */
  public CrawlResult crawl(long classes) {
    return expire(segments(classes)) ? CrawlResult.OK : CrawlResult.BUSY;
  }

  /** Starts passing the items of these classes to a visitor. */
  public CrawlResult dump(long classes, ItemVisitor visitor) {
    boolean[] segments = segments(classes);
    boolean started =
        start(
            () -> {
              boolean more = true;
              try {
                for (int i = 1; i < segments.length && more; i++) {
                  more = !segments[i] || dump(i, visitor);
                }
              } finally {
                visitor.finish();
              }
            });
    return started ? CrawlResult.OK : CrawlResult.BUSY;
  }

  /** Starts passing all items to a visitor, bucket by bucket of the index. */
  public CrawlResult dumpByHash(ItemVisitor visitor) {
    boolean started =
        start(
            () -> {
              try {
                index.forEachBucket(
                    first -> {
                      for (long item = first; item != 0; item = ItemLayout.hashNext(item)) {
                        show(item, visitor);
                      }
                    },
                    DUMP_BATCH,
                    visitor::proceed);
              } finally {
                visitor.finish();
              }
            });
    return started ? CrawlResult.OK : CrawlResult.BUSY;
  }

  /** Passes the latest cold items of a class to a visitor, at once, under the segment's lock. */
  public void cachedump(int slabClass, int limit, ItemVisitor visitor) {
    ItemView facts = new ItemView();
    LruSegment cold = lru.segment(slabClass | ItemLayout.COLD);
    cold.lock();
    int shown = 0;
    for (long item = cold.head();
        item != 0 && (limit == 0 || shown < limit);
        item = ItemLayout.next(item)) {
      visitor.visit(facts.at(item));
      shown++;
    }
    cold.unlock();
    visitor.finish();
  }

  private static boolean[] segments(long classes) {
    boolean[] segments = new boolean[CrawlSurvey.SEGMENTS];
    for (int i = 0; i < segments.length; i++) {
      int slabClass = i & ItemLayout.CLASS_MASK;
      segments[i] =
          slabClass > 0 && slabClass < SlabClasses.LIMIT && (classes >>> slabClass & 1) != 0;
    }
    return segments;
  }

  /** What the last crawl for expired items found in a segment; returned only once. */
  @Nullable CrawlSurvey takeSurvey(int segment) {
    return surveys.getAndSet(segment, null);
  }

  private void expire(int lruIndex) {
    LruSegment segment = lru.segment(lruIndex);
    CrawlSurvey survey = new CrawlSurvey(clock.now());
    int limit = tuning.itemsPerClass();
    int looked = 0;
    segment.lock();
    segment.startWalk();
    for (long item = segment.step(); item != 0; item = segment.step()) {
      int hash = ItemLayout.hash(item);
      if (locks.tryLock(hash)) {
        expire(segment, item, survey);
        locks.unlock(hash);
      }
      if (++looked == limit) {
        break;
      }
      segment.unlock();
      if (looked % CrawlerTuning.BATCH == 0) {
        pause();
      }
      segment.lock();
    }
    segment.endWalk();
    segment.unlock();
    survey.end(clock.now());
    surveys.set(lruIndex, survey);
  }

  private void expire(LruSegment segment, long item, CrawlSurvey survey) {
    LruCounters counters = segment.counters;
    counters.count(LruCounter.CRAWLER_ITEMS_CHECKED);
    survey.examine();
    if (ItemLayout.refcount(item) > 1) {
      return;
    }
    int now = clock.now();
    int expiry = ItemLayout.expiry(item);
    boolean flushed = items.flushed(item);
    if (!flushed && (expiry == 0 || expiry >= now)) {
      survey.add(expiry, now);
      return;
    }
    counters.count(LruCounter.CRAWLER_RECLAIMED);
    survey.reclaim();
    if (!flushed && !ItemLayout.has(item, ItemLayout.FETCHED)) {
      counters.count(LruCounter.EXPIRED_UNFETCHED);
    }
    items.unlinkFrom(segment, item);
  }

  private void pause() {
    try {
      TimeUnit.MICROSECONDS.sleep(tuning.sleepMicros());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Passes a segment's items to a visitor; false if the visitor ends the dump. */
  private boolean dump(int lruIndex, ItemVisitor visitor) {
    LruSegment segment = lru.segment(lruIndex);
    int looked = 0;
    boolean more = true;
    segment.lock();
    segment.startWalk();
    for (long item = segment.step(); item != 0 && more; item = segment.step()) {
      int hash = ItemLayout.hash(item);
      if (locks.tryLock(hash)) {
        show(item, visitor);
        locks.unlock(hash);
      }
      segment.unlock();
      if (++looked % DUMP_BATCH == 0) {
        more = visitor.proceed();
      }
      segment.lock();
    }
    segment.endWalk();
    segment.unlock();
    return more && visitor.proceed();
  }

  private void show(long item, ItemVisitor visitor) {
    int expiry = ItemLayout.expiry(item);
    if ((expiry == 0 || expiry >= clock.now()) && !items.flushed(item)) {
      visitor.visit(view.at(item));
    }
  }
}

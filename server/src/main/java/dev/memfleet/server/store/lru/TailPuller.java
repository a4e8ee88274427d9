package dev.memfleet.server.store.lru;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Works on the oldest items of a segment: reclaims expired ones, moves others between segments, and
 * evicts. Items whose lock is taken are skipped.
 */
public final class TailPuller {
  /** Items accessed within this many seconds are not moved to the head of their LRU. */
  static final int UPDATE_INTERVAL = 60;

  private static final int MAX_ATTEMPTS = 5;

  private final ItemRemoval items;
  private final ItemLocks locks;
  private final SegmentedLru lru;
  private final RelativeClock clock;
  private final boolean mayEvict;
  private volatile EvictionEvents events = EvictionEvents.UNWATCHED;
  private volatile @Nullable IntConsumer onEviction;

  public TailPuller(
      ItemRemoval items, ItemLocks locks, SegmentedLru lru, RelativeClock clock, boolean mayEvict) {
    this.items = items;
    this.locks = locks;
    this.lru = lru;
    this.clock = clock;
    this.mayEvict = mayEvict;
  }

  /** Sets the receiver of the events of evictions. */
  public void report(EvictionEvents to) {
    events = to;
  }

  /** Evicts the oldest cold item; if there is none, moves a hot one to cold. */
  public boolean makeRoom(int slabClass) {
    if (pull(slabClass, ItemLayout.COLD, 0, true, 0) > 0) {
      return true;
    }
    if (lru.tuning().segmented()) {
      pull(slabClass, ItemLayout.HOT, 0, false, 0);
    }
    return false;
  }

  /** Sets an action for each eviction, run with the slab class under the segment's lock. */
  public void onEviction(@Nullable IntConsumer action) {
    onEviction = action;
  }

  /**
   * Examines up to five items at the tail of a segment: reclaims expired ones, and evicts at most
   * one or moves it to another segment.
   *
   * @param bits the segment: hot, warm, cold or temp
   * @param classBytes bytes of all items of the class; hot and warm are limited to a share of them
   * @param evict whether to evict the oldest cold item
   * @param maxAge idle seconds after which hot and warm items move to cold
   * @return how many items were removed, moved or found active
   */
  public int pull(int slabClass, int bits, long classBytes, boolean evict, int maxAge) {
    LruSegment segment = lru.segment(slabClass | bits);
    int removed = 0;
    long moving = 0;
    segment.lock();
    long item = segment.tail();
    for (int tries = MAX_ATTEMPTS; tries > 0 && item != 0; tries--) {
      long before = ItemLayout.prev(item);
      int hash = ItemLayout.hash(item);
      if (locks.tryLock(hash)) {
        if (ItemLayout.refcount(item) > 1) {
          segment.counters.count(LruCounter.LRU_TAIL_REFLOCKED);
        }
        if (reclaim(segment, item)) {
          removed++;
        } else {
          int target = decide(segment, bits, item, classBytes, evict, maxAge);
          if (target != bits) {
            removed++;
          }
          if (target >= 0 && target != bits) {
            segment.remove(item);
            ItemLayout.lruIndex(item, slabClass | target);
            moving = item;
            break;
          }
          if (target != NEXT) {
            locks.unlock(hash);
            break;
          }
        }
        locks.unlock(hash);
      }
      item = before;
    }
    segment.unlock();
    if (moving != 0) {
      lru.add(moving);
      locks.unlock(ItemLayout.hash(moving));
    }
    return removed;
  }

  private boolean reclaim(LruSegment segment, long item) {
    int expiry = ItemLayout.expiry(item);
    if (!(expiry != 0 && expiry < clock.now()) && !items.flushed(item)) {
      return false;
    }
    segment.counters.count(LruCounter.RECLAIMED);
    if (!ItemLayout.has(item, ItemLayout.FETCHED)) {
      segment.counters.count(LruCounter.EXPIRED_UNFETCHED);
    }
    items.unlinkFrom(segment, item);
    return true;
  }

  private static final int EVICTED = -1; // the item was evicted: stop
  private static final int NEXT = -2; // the item was dealt with: look at the next

  /** Decides on a live item: returns the segment for it, {@link #EVICTED} or {@link #NEXT}. */
  private int decide(
      LruSegment segment, int bits, long item, long classBytes, boolean evict, int maxAge) {
    if (bits == ItemLayout.HOT || bits == ItemLayout.WARM) {
      return age(segment, bits, item, classBytes, maxAge);
    }
    return bits == ItemLayout.COLD && evict && mayEvict ? evict(segment, item) : bits;
  }

  private int age(LruSegment segment, int bits, long item, long classBytes, int maxAge) {
    LruTuning tuning = lru.tuning();
    int percent = bits == ItemLayout.HOT ? tuning.hotPercent() : tuning.warmPercent();
    int now = clock.now();
    if (ItemLayout.has(item, ItemLayout.ACTIVE)) {
      ItemLayout.clear(item, ItemLayout.ACTIVE);
      if (bits == ItemLayout.HOT) {
        segment.counters.count(LruCounter.MOVES_TO_WARM);
        return ItemLayout.WARM;
      }
      segment.counters.count(LruCounter.MOVES_WITHIN_LRU);
      if (ItemLayout.time(item) < now - UPDATE_INTERVAL) {
        segment.remove(item);
        ItemLayout.time(item, now);
        segment.add(item);
      }
      return NEXT;
    }
    if (segment.bytes() > classBytes * percent / 100 || now - ItemLayout.time(item) > maxAge) {
      segment.counters.count(LruCounter.MOVES_TO_COLD);
      return ItemLayout.COLD;
    }
    return bits;
  }

  private int evict(LruSegment segment, long item) {
    LruCounters counters = segment.counters;
    counters.count(LruCounter.EVICTED);
    counters.evictedTime((long) clock.now() - ItemLayout.time(item));
    if (ItemLayout.expiry(item) != 0) {
      counters.count(LruCounter.EVICTED_NONZERO);
    }
    if (!ItemLayout.has(item, ItemLayout.FETCHED)) {
      counters.count(LruCounter.EVICTED_UNFETCHED);
    }
    if (events.watchesEvictions()) {
      events.evicted(new ItemView().at(item), clock.now());
    }
    int slabClass = ItemLayout.slabClass(item);
    items.unlinkFrom(segment, item);
    IntConsumer action = onEviction;
    if (action != null) {
      action.accept(slabClass);
    }
    return EVICTED;
  }
}

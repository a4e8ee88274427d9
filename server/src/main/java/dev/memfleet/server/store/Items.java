package dev.memfleet.server.store;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.lru.ItemRemoval;
import dev.memfleet.server.store.lru.LruSegment;
import dev.memfleet.server.store.lru.SegmentedLru;
import dev.memfleet.server.store.lru.SizeHistogram;
import dev.memfleet.server.store.lru.TailPuller;
import dev.memfleet.server.store.slab.SlabAllocator;
import dev.memfleet.server.store.slab.SlabClasses;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The life cycle of an item: allocated with one holder, filled, linked into index and LRU,
 * unlinked, and freed when its last holder releases it. Callers hold the item's lock, except for
 * items not yet linked.
 */
public final class Items implements ItemRemoval {
  /** Returned instead of an address: no item may be that large. */
  public static final long TOO_LARGE = -1;

  /** Returned instead of an address: memory is full. */
  public static final long NO_MEMORY = 0;

  private static final int MAX_HOLDERS = 0xfff0;
  private static final int ATTEMPTS = 10;

  private final ItemLocks locks;
  private final ItemIndex index;
  private final SlabAllocator slabs;
  private final SegmentedLru lru;
  private final RelativeClock clock;
  private final SizeHistogram sizes;
  private final TailPuller tails;
  private final boolean cas;
  private final AtomicLong lastCas = new AtomicLong();
  private volatile int flushedAt;
  private volatile long flushCas;
  private volatile int flushCasSecond;

  public Items(
      ItemLocks locks,
      ItemIndex index,
      SlabAllocator slabs,
      SegmentedLru lru,
      RelativeClock clock,
      SizeHistogram sizes,
      boolean cas,
      boolean evict) {
    this.locks = locks;
    this.index = index;
    this.slabs = slabs;
    this.lru = lru;
    this.clock = clock;
    this.sizes = sizes;
    this.cas = cas;
    this.tails = new TailPuller(this, locks, lru, clock, evict);
  }

  /** The next unique id; 0 without cas. */
  public long nextCas() {
    return cas ? lastCas.incrementAndGet() : 0;
  }

  /**
   * Makes older items count as flushed. An item stored in the flush's own second is judged by its
   * cas id; without cas ids it counts as older.
   *
   * @param at the second of the clock at which the flush happens; 0 is now
   */
  public void flush(int at) {
    int now = clock.now();
    int oldest = at > 0 ? at : now;
    if (!cas) {
      flushedAt = oldest;
      return;
    }
    if (oldest - 1 <= now) {
      flushCas = nextCas();
      flushCasSecond = now;
    }
    flushedAt = oldest - 1;
  }

  public int flushedAt() {
    return flushedAt;
  }

  @Override
  public boolean flushed(long item) {
    int oldest = flushedAt;
    if (oldest == 0 || oldest > clock.now()) {
      return false;
    }
    if (ItemLayout.time(item) <= oldest) {
      return true;
    }
    if (ItemLayout.time(item) > flushCasSecond) {
      return false;
    }
    long oldestCas = flushCas;
    long id = ItemLayout.cas(item);
    return oldestCas != 0 && id != 0 && id < oldestCas;
  }

  /** Allocates an item with room for its value; returns its address or one of the codes above. */
  public long allocate(
      long key, int keyLength, int hash, int clientFlags, int expiry, int valueBytes) {
    long item = allocateHead(key, keyLength, hash, clientFlags, expiry, valueBytes);
    if (isLarge(item) && extend(item, ItemLayout.data(item), valueBytes) == 0) {
      release(item);
      return NO_MEMORY;
    }
    return item;
  }

  /**
   * Allocates the successor of an item, with room for two values to be joined. As in memcached, a
   * large one has separate chunks for each value, with an empty chunk after each.
   */
  public long allocateJoined(long old, int firstBytes, int secondBytes) {
    long item =
        allocateHead(
            ItemLayout.key(old),
            ItemLayout.keyLength(old),
            ItemLayout.hash(old),
            ItemLayout.clientFlags(old),
            ItemLayout.expiry(old),
            firstBytes + secondBytes);
    if (isLarge(item)) {
      long middle = extendAndOne(item, ItemLayout.data(item), firstBytes);
      if (middle == 0 || extendAndOne(item, middle, secondBytes) == 0) {
        release(item);
        return NO_MEMORY;
      }
    }
    return item;
  }

  private static boolean isLarge(long item) {
    return item != TOO_LARGE && item != NO_MEMORY && ItemLayout.has(item, ItemLayout.CHUNKED);
  }

  private long allocateHead(
      long key, int keyLength, int hash, int clientFlags, int expiry, int valueBytes) {
    SlabClasses classes = slabs.classes();
    int prefix = ItemLayout.prefixSize(keyLength, cas, clientFlags);
    int total = prefix + valueBytes;
    int slabClass = total < 0 ? 0 : classes.classOf(total);
    if (slabClass == 0) {
      return TOO_LARGE;
    }
    boolean chunked = total > classes.largestChunk();
    if (chunked && prefix + ItemLayout.CHUNK_HEADER > classes.largestChunk()) {
      return TOO_LARGE;
    }
    int headClass = chunked ? classes.classOf(prefix + ItemLayout.CHUNK_HEADER) : slabClass;
    long item = take(headClass);
    if (item == 0) {
      lru.countAllocation(slabClass, 0, true);
      return NO_MEMORY;
    }
    ItemLayout.lruIndex(item, lru.indexForNew(slabClass, expiry, clock.now()));
    ItemLayout.flags(
        item,
        (cas ? ItemLayout.CAS : 0)
            | (clientFlags != 0 ? ItemLayout.CLIENT_FLAGS : 0)
            | (chunked ? ItemLayout.CHUNKED : 0));
    ItemLayout.keyLength(item, keyLength);
    ItemLayout.nbytes(item, valueBytes);
    ItemLayout.expiry(item, expiry);
    ItemLayout.hash(item, hash);
    ItemLayout.clientFlags(item, clientFlags);
    Memory.copy(key, ItemLayout.key(item), keyLength);
    if (chunked) {
      long head = ItemLayout.data(item);
      ItemLayout.next(head, 0);
      ItemLayout.prev(head, 0);
      ItemLayout.chunkHead(head, item);
      ItemLayout.chunkOriginalClass(head, headClass);
    }
    return item;
  }

  private long extendAndOne(long item, long last, int bytes) {
    long end = extend(item, last, bytes);
    return bytes == 0 || end == 0 ? end : append(item, end, 0);
  }

  /** Adds chunks for this many bytes after the last one; returns the new last one, or 0. */
  private long extend(long item, long last, int bytes) {
    long end = last;
    for (int left = bytes; left > 0 && end != 0; ) {
      end = append(item, end, left);
      left -= end == 0 ? 0 : ItemLayout.chunkSize(end);
    }
    return end;
  }

  private long append(long item, long last, int bytes) {
    SlabClasses classes = slabs.classes();
    int size = (int) Math.min((long) bytes + ItemLayout.CHUNK_HEADER, classes.largestChunk());
    int slabClass = classes.classOf(size);
    long chunk = take(slabClass);
    if (chunk != 0) {
      ItemLayout.next(chunk, 0);
      ItemLayout.prev(chunk, last);
      ItemLayout.chunkHead(chunk, item);
      ItemLayout.chunkSize(chunk, size - ItemLayout.CHUNK_HEADER);
      ItemLayout.chunkUsed(chunk, size - ItemLayout.CHUNK_HEADER);
      ItemLayout.lruIndex(chunk, slabClass);
      ItemLayout.next(last, chunk);
      VarHandle.releaseFence(); // the page mover relies on a flagged chunk's fields
      ItemLayout.flags(chunk, ItemLayout.CHUNK);
    }
    return chunk;
  }

  /** Takes a chunk, evicting items of the class if needed. */
  private long take(int slabClass) {
    boolean segmented = lru.tuning().segmented();
    int attempt = 0;
    long chunk = 0;
    for (; attempt < ATTEMPTS; attempt++) {
      if (!segmented) {
        tails.pull(slabClass, ItemLayout.COLD, 0, false, 0);
      }
      chunk = slabs.take(slabClass);
      if (chunk != 0) {
        break;
      }
      if (!tails.makeRoom(slabClass) && !slabs.takeFirstPage(slabClass) && !segmented) {
        break;
      }
    }
    if (attempt > 0) {
      lru.countAllocation(slabClass, attempt, false);
    }
    return chunk;
  }

  /** The part that reclaims, moves and evicts the items at the tails of the LRU. */
  public TailPuller tails() {
    return tails;
  }

  /** Links an item under its key, which must have no item yet. */
  public void link(long item, long casId) {
    ItemLayout.time(item, clock.now());
    ItemLayout.cas(item, casId);
    ItemLayout.refcount(item, ItemLayout.refcount(item) + 1);
    VarHandle.releaseFence(); // the page mover relies on a linked item's fields
    ItemLayout.set(item, ItemLayout.LINKED);
    index.insert(item);
    lru.addNew(item);
    sizes.add(item);
  }

  @Override
  public void unlink(long item) {
    detach(item);
    lru.remove(item);
    release(item);
  }

  @Override
  public void unlinkFrom(LruSegment segment, long item) {
    detach(item);
    segment.remove(item);
    release(item);
  }

  private void detach(long item) {
    ItemLayout.clear(item, ItemLayout.LINKED);
    sizes.remove(item);
    index.remove(item);
  }

  /** Replaces an item by another. */
  public void replace(long item, long by, long casId) {
    unlink(item);
    link(by, casId);
  }

  /** Adds a holder; false if there are too many. */
  public boolean retain(long item) {
    int holders = ItemLayout.refcount(item);
    if (holders >= MAX_HOLDERS) {
      return false;
    }
    ItemLayout.refcount(item, holders + 1);
    return true;
  }

  /** Removes a holder; the last one frees the item. */
  public void release(long item) {
    int holders = ItemLayout.refcount(item) - 1;
    ItemLayout.refcount(item, holders);
    if (holders == 0) {
      free(item);
    }
  }

  /** Frees a chain from its end to its head, so that no chunk outlives the head it refers to. */
  private void free(long item) {
    if (!ItemLayout.has(item, ItemLayout.CHUNKED)) {
      slabs.give(item, ItemLayout.slabClass(item));
      return;
    }
    long head = ItemLayout.data(item);
    int headClass = ItemLayout.chunkOriginalClass(head);
    long chunk = ItemLayout.next(head);
    while (chunk != 0) {
      long next = ItemLayout.next(chunk);
      slabs.give(chunk, ItemLayout.slabClass(chunk));
      chunk = next;
    }
    slabs.give(item, headClass);
  }

  /** Records a fetch; in a segmented LRU, the first one does not count as a use. */
  public void bump(long item) {
    int flags = ItemLayout.flags(item);
    if (!lru.tuning().segmented()) {
      ItemLayout.flags(item, flags | ItemLayout.FETCHED);
      update(item);
    } else if ((flags & ItemLayout.ACTIVE) == 0) {
      if ((flags & ItemLayout.FETCHED) == 0) {
        ItemLayout.flags(item, flags | ItemLayout.FETCHED);
      } else {
        ItemLayout.flags(item, flags | ItemLayout.ACTIVE);
        update(item);
      }
    }
  }

  /** Applies a use to the LRU. */
  public void update(long item) {
    lru.update(item, clock.now());
  }

  /** Releases a pinned item, from any thread. */
  public void unpin(long item) {
    int hash = ItemLayout.hash(item);
    locks.lock(hash);
    release(item);
    locks.unlock(hash);
  }
}

package dev.memfleet.server.store.lru;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.slab.PageItems;

/**
 * Moves items to other chunks, unnoticed by their readers: an item keeps its place in index and
 * LRU.
 */
public final class ItemMover implements PageItems {
  private final ItemRemoval items;
  private final TailPuller tails;
  private final ItemLocks locks;
  private final ItemIndex index;
  private final SegmentedLru lru;
  private final RelativeClock clock;
  private int heldHash; // of the item held at present

  public ItemMover(
      ItemRemoval items,
      TailPuller tails,
      ItemLocks locks,
      ItemIndex index,
      SegmentedLru lru,
      RelativeClock clock) {
    this.items = items;
    this.tails = tails;
    this.locks = locks;
    this.index = index;
    this.lru = lru;
    this.clock = clock;
  }

  @Override
  public ItemState tryLock(long owner) {
    int hash = ItemLayout.hash(owner);
    if (!locks.tryLock(hash)) {
      return ItemState.LOCKED;
    }
    if (ItemLayout.has(owner, ItemLayout.LINKED) && ItemLayout.hash(owner) == hash) {
      if (ItemLayout.refcount(owner) == 1) {
        heldHash = hash;
        return ItemState.HELD;
      }
      locks.unlock(hash);
      return ItemState.ACTIVE;
    }
    locks.unlock(hash);
    return ItemState.UPLOADING;
  }

  @Override
  public void unlock() {
    locks.unlock(heldHash);
  }

  @Override
  public long evicted(int slabClass) {
    return lru.count(slabClass, LruCounter.EVICTED);
  }

  @Override
  public long refused(int slabClass) {
    return lru.count(slabClass, LruCounter.OUT_OF_MEMORY);
  }

  @Override
  public int age(int slabClass) {
    return lru.coldAge(slabClass, clock.now());
  }

  @Override
  public boolean reclaim(long owner) {
    int expiry = ItemLayout.expiry(owner);
    if ((expiry == 0 || expiry >= clock.now()) && !items.flushed(owner)) {
      return false;
    }
    items.unlink(owner);
    return true;
  }

  @Override
  public void move(long owner, long chunk, long copy, int chunkSize) {
    Memory.copy(chunk, copy, chunkSize);
    if (chunk != owner) {
      ItemLayout.next(ItemLayout.prev(chunk), copy);
      if (ItemLayout.next(chunk) != 0) {
        ItemLayout.prev(ItemLayout.next(chunk), copy);
      }
      return;
    }
    LruSegment segment = lru.segment(ItemLayout.lruIndex(owner));
    segment.lock();
    segment.replace(owner, copy);
    segment.unlock();
    index.replace(owner, copy);
    if (ItemLayout.has(copy, ItemLayout.CHUNKED)) {
      adoptChunks(copy);
    }
  }

  private static void adoptChunks(long item) {
    long head = ItemLayout.data(item);
    ItemLayout.prev(ItemLayout.next(head), head);
    for (long chunk = head; chunk != 0; chunk = ItemLayout.next(chunk)) {
      ItemLayout.chunkHead(chunk, item);
    }
  }

  @Override
  public void evict(int slabClass) {
    tails.makeRoom(slabClass);
  }
}

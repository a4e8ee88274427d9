package dev.memfleet.server.store.slab;

import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.SpinLock;
import java.util.Arrays;

/** One class's pages and its free list of chunks, guarded by its lock. */
final class SlabClass extends SpinLock {
  final int id;
  final int chunkSize;
  final int chunksPerPage;
  private final PagePool pool;
  private long[] pages = new long[16];
  private int pageCount;
  private long firstFree;
  private int freeCount;

  SlabClass(int id, SlabClasses classes, PagePool pool) {
    this.id = id;
    this.chunkSize = classes.chunkSize(id);
    this.chunksPerPage = classes.chunksPerPage(id);
    this.pool = pool;
  }

  /** Takes a chunk: no flags, one holder. Returns 0 if there is none. */
  long take(boolean mayGrow) {
    if (firstFree == 0 && !(mayGrow && grow())) {
      return 0;
    }
    long chunk = firstFree;
    unlinkFree(chunk);
    ItemLayout.flags(chunk, 0);
    ItemLayout.refcount(chunk, 1);
    return chunk;
  }

  /** Takes a given chunk off the free list. */
  void unlinkFree(long chunk) {
    long next = ItemLayout.next(chunk);
    long prev = ItemLayout.prev(chunk);
    if (prev == 0) {
      firstFree = next;
    } else {
      ItemLayout.next(prev, next);
    }
    if (next != 0) {
      ItemLayout.prev(next, prev);
    }
    freeCount--;
  }

  void give(long chunk) {
    ItemLayout.flags(chunk, ItemLayout.SLABBED);
    ItemLayout.lruIndex(chunk, id);
    ItemLayout.prev(chunk, 0);
    ItemLayout.next(chunk, firstFree);
    if (firstFree != 0) {
      ItemLayout.prev(firstFree, chunk);
    }
    firstFree = chunk;
    freeCount++;
  }

  /** Takes a page and splits it into chunks. */
  boolean grow() {
    return growBy(pageCount == 0 ? pool.takeFirst() : pool.take());
  }

  /** Takes a page, regardless of the limit. */
  boolean growBeyondLimit() {
    return growBy(pool.takeBeyond());
  }

  private boolean growBy(long page) {
    if (page == 0) {
      return false;
    }
    add(page);
    return true;
  }

  void add(long page) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    pages[pageCount++] = page;
    for (int i = 0; i < chunksPerPage; i++) {
      give(page + (long) i * chunkSize);
    }
  }

  /** The page that was taken first. */
  long oldestPage() {
    return pages[0];
  }

  /** Drops the oldest page, whose chunks are all off the free list. */
  void dropOldestPage() {
    System.arraycopy(pages, 1, pages, 0, --pageCount);
  }

  int pageCount() {
    return pageCount;
  }

  int freeCount() {
    return freeCount;
  }

  SlabStats stats() {
    return new SlabStats(id, chunkSize, chunksPerPage, pageCount, freeCount);
  }

  void dispose() {
    for (int i = 0; i < pageCount; i++) {
      pool.dispose(pages[i]);
    }
    pageCount = 0;
  }
}

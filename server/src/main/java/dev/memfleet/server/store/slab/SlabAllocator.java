package dev.memfleet.server.store.slab;

import java.util.ArrayList;
import java.util.List;

/** Hands out chunks of memory by slab class, within the memory limit. */
public final class SlabAllocator implements AutoCloseable {
  private final SlabClasses classes;
  private final PagePool pool;
  private final SlabClass[] slabs;

  /**
   * Memory without pages, or with one for each class if preallocated.
   *
   * @throws IllegalArgumentException if preallocated memory has no page for each class
   */
  public SlabAllocator(SlabOptions options) {
    classes = new SlabClasses(options);
    pool = new PagePool(options.maxBytes(), options.preallocate());
    slabs = new SlabClass[classes.largest() + 1];
    for (int id = 1; id <= classes.largest(); id++) {
      slabs[id] = new SlabClass(id, classes, pool);
      if (options.preallocate() && !slabs[id].grow()) {
        close();
        throw new IllegalArgumentException(
            "Error while preallocating slab memory!\n"
                + "If using -L or other prealloc options, max memory must be at least "
                + classes.largest()
                + " megabytes.");
      }
    }
  }

  public SlabClasses classes() {
    return classes;
  }

  SlabClass slab(int id) {
    return slabs[id];
  }

  PagePool pool() {
    return pool;
  }

  /** A chunk of a class: no flags, one holder; 0 if memory is full. */
  public long take(int slabClass) {
    SlabClass slab = slabs[slabClass];
    slab.lock();
    long chunk = slab.take(true);
    slab.unlock();
    return chunk;
  }

  /** A chunk from what the class already has, or 0. */
  public long takeExisting(int slabClass) {
    SlabClass slab = slabs[slabClass];
    slab.lock();
    long chunk = slab.take(false);
    slab.unlock();
    return chunk;
  }

  /**
   * Takes the first page of a class regardless of the limit, if no class has a page to give up.
   * Otherwise returns false: the class already has a page, or the rebalancer will free one.
   */
  public boolean takeFirstPage(int slabClass) {
    if (pages(slabClass) > 0 || anyHasTwoPages()) {
      return false;
    }
    SlabClass slab = slabs[slabClass];
    slab.lock();
    boolean grown = slab.pageCount() == 0 && slab.growBeyondLimit();
    slab.unlock();
    return grown;
  }

  private boolean anyHasTwoPages() {
    for (int id = 1; id < slabs.length; id++) {
      if (pages(id) > 1) {
        return true;
      }
    }
    return false;
  }

  private int pages(int slabClass) {
    SlabClass slab = slabs[slabClass];
    slab.lock();
    int pages = slab.pageCount();
    slab.unlock();
    return pages;
  }

  /** Returns a chunk to its class. */
  public void give(long chunk, int slabClass) {
    SlabClass slab = slabs[slabClass];
    slab.lock();
    slab.give(chunk);
    slab.unlock();
  }

  /** Changes the memory limit in bytes; false if memory was preallocated. */
  public boolean limit(long bytes) {
    return pool.limit(bytes);
  }

  public long limit() {
    return pool.limit();
  }

  /** Bytes of all pages. */
  public long allocatedBytes() {
    return pool.allocated();
  }

  /** Pages that belong to no class. */
  public int freePages() {
    return pool.size();
  }

  /** Whether a page has been refused since the limit was set. */
  public boolean limitReached() {
    return pool.limitReached();
  }

  /** The numbers of one class. */
  public SlabStats stats(int slabClass) {
    SlabClass slab = slabs[slabClass];
    slab.lock();
    try {
      return slab.stats();
    } finally {
      slab.unlock();
    }
  }

  /** The classes that have pages. */
  public List<SlabStats> stats() {
    List<SlabStats> all = new ArrayList<>();
    for (int id = 1; id < slabs.length; id++) {
      SlabStats stats = stats(id);
      if (stats.totalPages() > 0) {
        all.add(stats);
      }
    }
    return all;
  }

  @Override
  public void close() {
    for (int id = 1; id < slabs.length; id++) {
      if (slabs[id] != null) {
        slabs[id].dispose();
      }
    }
    pool.close();
  }
}

package dev.memfleet.server.store.slab;

import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.SystemEvents;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The thread that moves pages between classes, one at a time: items in the oldest page of the
 * source are copied to its other pages, and the emptied page goes to the destination. Busy items
 * are retried. Class 0 is the pool of pages without a class.
 */
public final class SlabRebalancer implements Runnable {
  private static final int TAKEN = ItemLayout.SLABBED | ItemLayout.FETCHED; // a cleared chunk
  private static final int EVICTIONS = 10;
  private static final long MIN_PAUSE_MICROS = 50;
  private static final long MAX_PAUSE_MICROS = 10_000;
  private static final int MAX_PASSES = 500; // about five seconds
  private static final long POLL_MILLIS = 20;

  private final SlabAllocator slabs;
  private final PageItems occupants;

  /** Requested moves; an empty one is a check of the limit. */
  private final BlockingQueue<Optional<Move>> requests = new LinkedBlockingQueue<>();

  private final AtomicBoolean running = new AtomicBoolean();
  private final MoveCounters counters = new MoveCounters();
  private final Automover automover;
  private volatile AutomoveTuning automove = AutomoveTuning.DEFAULT;
  private volatile boolean started;
  private volatile SystemEvents events = SystemEvents.UNWATCHED;

  public SlabRebalancer(SlabAllocator slabs, PageItems occupants) {
    this.slabs = slabs;
    this.occupants = occupants;
    this.automover = new Automover(slabs, occupants);
  }

  /** Sets the receiver of the events of automatic page moves. */
  public void report(SystemEvents to) {
    events = to;
  }

  /** Whether a page is being moved. */
  public boolean running() {
    return running.get();
  }

  public MoveCounters counters() {
    return counters;
  }

  public void resetCounters() {
    counters.reset();
  }

  /** Requests a page move; a source of -1 picks a class that can spare a page. */
  public ReassignResult reassign(int source, int destination) {
    if (running.get()) {
      return ReassignResult.BUSY;
    }
    if (source == destination) {
      return ReassignResult.SAME_CLASS;
    }
    int from = source == -1 ? anyOtherThan(destination) : source;
    if (!isClass(from) || !isClass(destination)) {
      return ReassignResult.BAD_CLASS;
    }
    if ((from == 0 ? slabs.freePages() : slabs.stats(from).totalPages()) < 2) {
      return ReassignResult.NO_SPARE;
    }
    if (!running.compareAndSet(false, true)) {
      return ReassignResult.BUSY;
    }
    requests.add(Optional.of(new Move(from, destination)));
    return ReassignResult.OK;
  }

  private boolean isClass(int slabClass) {
    return slabClass >= 0 && slabClass <= slabs.classes().largest();
  }

  private int anyOtherThan(int destination) {
    for (SlabStats stats : slabs.stats()) {
      if (stats.slabClass() != destination && stats.totalPages() > 1) {
        return stats.slabClass();
      }
    }
    return -1;
  }

  /** Sets how pages move without a request. */
  public void automove(AutomoveTuning tuning) {
    automove = tuning;
    watchLimit();
  }

  private void watchLimit() {
    slabs.pool().surplusTaker(automove.enabled() && started ? this::checkNow : null);
  }

  /** Makes the thread check the limit at once. */
  private void checkNow() {
    if (requests.isEmpty()) {
      requests.add(Optional.empty());
    }
  }

  /**
   * Bounds from now on how far the first pages of classes may exceed the memory limit. Must be
   * called before the thread starts; the running thread reclaims the pages beyond the limit.
   */
  public void start() {
    started = true;
    watchLimit();
  }

  @Override
  public void run() {
    long nextLook = System.nanoTime();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<Move> request = requests.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (request != null && request.isPresent()) {
          perform(request.get());
        } else if (automove.enabled()) {
          releaseSurplus();
          if (System.nanoTime() - nextLook >= 0) {
            nextLook += TimeUnit.SECONDS.toNanos(1);
            balance();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void releaseSurplus() throws InterruptedException {
    long before;
    do {
      before = slabs.allocatedBytes();
      releasePage(automover.overLimit());
    } while (slabs.allocatedBytes() < before);
  }

  /** Makes the automatic move that is due; spare pages are all moved to the pool. */
  private void balance() throws InterruptedException {
    Move due = automove.eager() ? null : automover.choose(automove);
    while (due != null && moveIfIdle(due) && due.destination() == 0) {
      int spare = automover.spare();
      due = spare > 0 ? new Move(spare, 0) : null;
    }
  }

  private void releasePage(int slabClass) throws InterruptedException {
    if (slabClass > 0) {
      moveIfIdle(new Move(slabClass, 0));
    }
  }

  /** Moves a page unless one is being moved; false if it was not. */
  private boolean moveIfIdle(Move move) throws InterruptedException {
    boolean starts = running.compareAndSet(false, true);
    if (events.watchesSystem()) {
      events.report(
          "type=slab_move src="
              + move.source()
              + " dst="
              + move.destination()
              + (starts ? " state=ok" : " state=fail"));
    }
    if (starts) {
      long before = counters.get(MoveCounter.PAGES_MOVED);
      perform(move);
      return counters.get(MoveCounter.PAGES_MOVED) > before;
    }
    return false;
  }

  private void perform(Move move) throws InterruptedException {
    try {
      if (move.source() == 0) {
        grow(move.destination());
      } else {
        movePage(slabs.slab(move.source()), move.destination());
      }
    } finally {
      running.set(false);
    }
  }

  private void grow(int destination) {
    SlabClass slab = slabs.slab(destination);
    slab.lock();
    if (slab.grow()) {
      counters.count(MoveCounter.PAGES_MOVED);
    }
    slab.unlock();
  }

  private void movePage(SlabClass source, int destination) throws InterruptedException {
    source.lock();
    long page = source.pageCount() > 0 ? source.oldestPage() : 0;
    source.unlock();
    if (page == 0) {
      return;
    }
    Evacuation evacuation = new Evacuation(source, page);
    long pause = MIN_PAUSE_MICROS;
    for (int passes = 1; !evacuation.pass(); passes++) {
      if (passes == MAX_PASSES) {
        evacuation.undo();
        return;
      }
      TimeUnit.MICROSECONDS.sleep(pause);
      pause = Math.min(pause * 2, MAX_PAUSE_MICROS);
    }
    source.lock();
    source.dropOldestPage();
    source.unlock();
    assign(page, destination);
    counters.count(MoveCounter.PAGES_MOVED);
  }

  private void assign(long page, int destination) {
    if (destination == 0) {
      slabs.pool().give(page);
      return;
    }
    SlabClass slab = slabs.slab(destination);
    slab.lock();
    slab.add(page);
    slab.unlock();
  }

  /** Empties one page. */
  private final class Evacuation {
    private final SlabClass source;
    private final long page;
    private final long end;

    Evacuation(SlabClass source, long page) {
      this.source = source;
      this.page = page;
      this.end = page + (long) source.chunksPerPage * source.chunkSize;
    }

    /** Goes through the page once; true if nothing is left in it. */
    boolean pass() {
      boolean empty = true;
      for (long chunk = page; chunk < end; chunk += source.chunkSize) {
        empty &= clear(chunk);
      }
      return empty;
    }

    /** Returns the chunks already cleared to the class. */
    void undo() {
      for (long chunk = page; chunk < end; chunk += source.chunkSize) {
        source.lock();
        if (ItemLayout.flags(chunk) == TAKEN) {
          source.give(chunk);
        }
        source.unlock();
      }
    }

    private boolean clear(long chunk) {
      source.lock();
      int flags = ItemLayout.flags(chunk);
      if ((flags & ItemLayout.SLABBED) != 0) {
        if (flags != TAKEN) {
          source.unlinkFree(chunk);
          ItemLayout.flags(chunk, TAKEN);
        }
        source.unlock();
        return true;
      }
      VarHandle.acquireFence(); // pairs with the fence before the flags are set
      long owner = ownerOf(chunk, flags);
      PageItems.@Nullable ItemState hold = owner == 0 ? null : occupants.tryLock(owner);
      source.unlock();
      if (hold != PageItems.ItemState.HELD) {
        counters.busy(hold);
        return false;
      }
      boolean moved = !occupants.reclaim(owner) && move(owner, chunk);
      occupants.unlock();
      return moved;
    }

    private long ownerOf(long chunk, int flags) {
      if ((flags & ItemLayout.LINKED) != 0) {
        return chunk;
      }
      return (flags & ItemLayout.CHUNK) != 0 ? ItemLayout.chunkHead(chunk) : 0;
    }

    private boolean move(long owner, long chunk) {
      long copy = elsewhere();
      if (copy == 0) {
        counters.count(MoveCounter.BUSY_NO_MEMORY);
        return false;
      }
      occupants.move(owner, chunk, copy, source.chunkSize);
      boolean head = owner == chunk;
      source.lock();
      ItemLayout.flags(chunk, TAKEN);
      source.unlock();
      counters.count(head ? MoveCounter.RESCUES : MoveCounter.CHUNK_RESCUES);
      return true;
    }

    /** A free chunk of the class in another page; evicts for it when memory is full. */
    private long elsewhere() {
      for (int attempt = 0; attempt < EVICTIONS; attempt++) {
        long chunk = takeOutside();
        if (chunk != 0) {
          return chunk;
        }
        occupants.evict(source.id);
      }
      return 0;
    }

    private long takeOutside() {
      while (true) {
        source.lock();
        long chunk = source.take(!slabs.limitReached());
        boolean inside = chunk >= page && chunk < end;
        if (inside) {
          ItemLayout.flags(chunk, TAKEN);
        }
        source.unlock();
        if (!inside) {
          return chunk;
        }
        counters.count(MoveCounter.INLINE_RECLAIM);
      }
    }
  }
}

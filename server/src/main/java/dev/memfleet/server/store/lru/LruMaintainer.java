package dev.memfleet.server.store.lru;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.SystemEvents;
import dev.memfleet.server.store.slab.SlabClasses;
import java.util.concurrent.TimeUnit;

/**
 * The thread that ages the segments: it keeps hot and warm within their shares, moves cold items in
 * use to warm, and starts crawls for expired items. It visits each class every 1 ms to 1 s, the
 * more often the more there was to do.
 */
public final class LruMaintainer implements Runnable {
  private static final int MOVES_PER_JUGGLE = 500;
  private static final int MIN_PAUSE_MICROS = 1_000;
  private static final int MAX_PAUSE_MICROS = 1_000_000;

  private final TailPuller tails;
  private final SegmentedLru lru;
  private final RelativeClock clock;
  private final ExpiryPlan plan;
  private final int[] waits = new int[SlabClasses.LIMIT]; // micros until a class's next visit
  private final int[] pauses = new int[SlabClasses.LIMIT]; // micros between its visits
  private volatile long juggles;

  public LruMaintainer(
      TailPuller tails, SegmentedLru lru, RelativeClock clock, LruCrawler crawler) {
    this.tails = tails;
    this.lru = lru;
    this.clock = clock;
    this.plan = new ExpiryPlan(crawler, clock);
  }

  /** Sets the receiver of the events of finished crawls. */
  public void report(SystemEvents to) {
    plan.report(to);
  }

  /** How many rounds it has made. */
  public long juggles() {
    return juggles;
  }

  public void resetCounters() {
    juggles = 0;
  }

  @Override
  public void run() {
    int lastSecond = -1;
    int pause = MIN_PAUSE_MICROS;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TimeUnit.MICROSECONDS.sleep(pause);
        pause = round(pause);
        int second = clock.now();
        if (second != lastSecond) {
          lastSecond = second;
          plan.check();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Visits each class that is due; returns the micros until the next one is. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread counts
  int round(int waited) {
    juggles++;
    int next = MAX_PAUSE_MICROS;
    for (int slabClass = 1; slabClass < SlabClasses.LIMIT; slabClass++) {
      waits[slabClass] -= waited;
      if (waits[slabClass] <= 0) {
        pauses[slabClass] = nextPause(pauses[slabClass], juggle(slabClass));
        waits[slabClass] = pauses[slabClass];
      }
      next = Math.min(next, waits[slabClass]);
    }
    return Math.max(next, MIN_PAUSE_MICROS);
  }

  private static int nextPause(int pause, int moves) {
    if (moves > 0) {
      return pause / 2 < MIN_PAUSE_MICROS ? 0 : pause / 2;
    }
    return pause == 0 ? MIN_PAUSE_MICROS : Math.min(pause + pause / 8, MAX_PAUSE_MICROS);
  }

  /** Ages the items of one class; returns how many were moved or reclaimed. */
  int juggle(int slabClass) {
    LruTuning tuning = lru.tuning();
    int moves = 0;
    if (tuning.temporary()) {
      while (moves < MOVES_PER_JUGGLE && tails.pull(slabClass, ItemLayout.TEMP, 0, false, 0) > 0) {
        moves++;
      }
    }
    long bytes = 0;
    int hotAge = 0;
    int warmAge = 0;
    if (tuning.segmented()) {
      bytes = lru.bytes(slabClass);
      int coldAge = lru.coldAge(slabClass, clock.now());
      hotAge = (int) (coldAge * tuning.hotMaxFactor());
      warmAge = (int) (coldAge * tuning.warmMaxFactor());
    }
    for (int i = 0; i < MOVES_PER_JUGGLE; i++) {
      int moved = tails.pull(slabClass, ItemLayout.HOT, bytes, false, hotAge);
      if (moved == 0) {
        moved = tails.pull(slabClass, ItemLayout.WARM, bytes, false, warmAge);
      }
      if (tuning.segmented()) {
        moved += tails.pull(slabClass, ItemLayout.COLD, bytes, false, 0);
      }
      if (moved == 0) {
        break;
      }
      moves++;
    }
    return moves;
  }
}

package dev.memfleet.server.store.slab;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Counts page moves, the items they move, and what delays them. */
public final class MoveCounters {
  private final AtomicLongArray counts = new AtomicLongArray(MoveCounter.values().length);
  private volatile String lastBusyStatus = "none";

  MoveCounters() {}

  void count(MoveCounter counter) {
    counts.incrementAndGet(counter.index);
  }

  /** Counts an item that could not be moved; null if it was neither stored nor free. */
  void busy(PageItems.@Nullable ItemState hold) {
    count(MoveCounter.BUSY_ITEMS);
    if (hold == null) {
      lastBusyStatus = "busy_floating";
      return;
    }
    lastBusyStatus =
        switch (hold) {
          case HELD -> "none";
          case LOCKED -> "locked";
          case UPLOADING -> "busy_uploading";
          case ACTIVE -> "busy_active";
        };
  }

  public long get(MoveCounter counter) {
    return counts.get(counter.index);
  }

  /** What delayed the last item that could not be moved at once. */
  public String lastBusyStatus() {
    return lastBusyStatus;
  }

  void reset() {
    for (int i = 0; i < counts.length(); i++) {
      counts.set(i, 0);
    }
  }
}

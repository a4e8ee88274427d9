package dev.memfleet.server.command.operation;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.session.Context;
import dev.memfleet.server.session.Upload;
import dev.memfleet.server.stats.ClassCounter;
import dev.memfleet.server.stats.Counter;
import dev.memfleet.server.store.Entry;
import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.ReserveResult;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.StoreResult;

/** Stores uploads, and counts the outcome. */
public final class Storing {
  /** The longest value: two less than what fits an int, for the line end. */
  public static final int MAX_LENGTH = Integer.MAX_VALUE - 2;

  private final Context context;

  public Storing(Context context) {
    this.context = context;
  }

  /** Counts and reports a rejected value; true if it is too large, false if there is no memory. */
  public boolean refused(ReserveResult result, StoreMode mode, long key, int keyLength) {
    boolean tooLarge = result == ReserveResult.TOO_LARGE;
    if (context.events().watchesStores()) {
      context.events().refused(Memory.bytes(key, keyLength), mode, tooLarge);
    }
    context.stats().count(tooLarge ? Counter.STORE_TOO_LARGE : Counter.STORE_NO_MEMORY);
    return tooLarge;
  }

  /** Removes the item that a refused value would have replaced, because it is now outdated. */
  public void drop(long key, int keyLength) {
    try (Entry entry = context.items().lock(key, keyLength)) {
      if (entry.found()) {
        entry.remove();
      }
    }
  }

  /** Counts an upload that does not end in a line end, and frees its memory. */
  public void abandon(Upload upload) {
    context.stats().count(ClassCounter.CMD_SET, upload.reservation().slabClass());
    context.items().abandon(upload.reservation());
  }

  /** Stores a complete upload. */
  public StoreResult commit(Upload upload) {
    Reservation reservation = upload.reservation();
    context.stats().count(ClassCounter.CMD_SET, reservation.slabClass());
    StoreResult result =
        context
            .items()
            .commit(
                reservation,
                upload.mode(),
                upload.expectedCas(),
                upload.newCas(),
                upload.allowStale());
    if (upload.mode() == StoreMode.CAS) {
      countCas(reservation, result);
    }
    return result;
  }

  private void countCas(Reservation reservation, StoreResult result) {
    switch (result) {
      case STORED -> context.stats().count(ClassCounter.CAS_HITS, reservation.comparedSlabClass());
      case EXISTS ->
          context.stats().count(ClassCounter.CAS_BADVAL, reservation.comparedSlabClass());
      case NOT_FOUND -> context.stats().count(Counter.CAS_MISSES);
      case NOT_STORED -> {}
    }
  }
}

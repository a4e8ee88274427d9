package dev.memfleet.server.store.slab;

import org.jspecify.annotations.Nullable;

/** Counts page moves, the items they move, and what delays them. */
final class MoveCounters {
  private long rescues;
  private long chunkRescues;
  private long inlineReclaim;
  private long busyItems;
  private long busyNomem;
  private String lastBusyStatus = "none";
  private long pagesMoved;

  synchronized void rescued(boolean item) {
    if (item) {
      rescues++;
    } else {
      chunkRescues++;
    }
  }

  synchronized void inlineReclaimed() {
    inlineReclaim++;
  }

  synchronized void noMemory() {
    busyNomem++;
  }

  synchronized void pagesMoved() {
    pagesMoved++;
  }

  /** Counts an item that could not be moved; null if it was neither stored nor free. */
  synchronized void busy(PageOccupants.@Nullable Hold hold) {
    busyItems++;
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

  synchronized MoveStats snapshot() {
    return new MoveStats(
        rescues, chunkRescues, inlineReclaim, busyItems, 0, busyNomem, lastBusyStatus, pagesMoved);
  }

  synchronized void reset() {
    rescues = 0;
    chunkRescues = 0;
    inlineReclaim = 0;
    busyItems = 0;
    busyNomem = 0;
    pagesMoved = 0;
  }
}

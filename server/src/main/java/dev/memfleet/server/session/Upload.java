package dev.memfleet.server.session;

import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.item.Memory;

/** The value a client is sending, and what to do with it when it is complete. */
public final class Upload {
  /** What is done with a complete upload. */
  public interface End {
    void uploaded(Session session);
  }

  public final Reservation reservation = new Reservation();
  public StoreMode mode = StoreMode.SET;

  /** The cas id the present item must have; 0 expects none. */
  public long expectedCas;

  /** The cas id the new item gets; 0 takes the next one. */
  public long newCas;

  /** A lower cas id stores the value marked stale. */
  public boolean allowStale;

  /** Success goes unanswered; for text commands everything does. */
  public boolean quiet;

  /** Answers the complete upload. */
  public End end = session -> {};

  /** What a meta command's answer is to say behind its status. */
  public byte[] flags = {};

  public int flagsLength;

  /** Places among the flags for the cas id (c) and the size (s), known only later. */
  public final int[] figureAt = new int[2];

  public final char[] figureLetter = new char[2];
  public int figures;

  /** Begins an upload that takes the next cas id. */
  public void begin(StoreMode mode, long expectedCas, boolean quiet, End end) {
    this.mode = mode;
    this.expectedCas = expectedCas;
    this.quiet = quiet;
    newCas = 0;
    allowStale = false;
    this.end = end;
  }

  /** Notes a byte of the answer's flags. */
  public void keep(byte b) {
    flags[flagsLength++] = b;
  }

  /** Notes a part of the request line for the answer's flags. */
  public void keep(long from, int length) {
    Memory.copy(from, flags, flagsLength, length);
    flagsLength += length;
  }

  /** Notes where a figure belongs among the flags. */
  public void keepPlace(char letter) {
    figureAt[figures] = flagsLength;
    figureLetter[figures] = letter;
    figures++;
  }
}

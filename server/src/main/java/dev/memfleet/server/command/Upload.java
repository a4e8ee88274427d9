package dev.memfleet.server.command;

import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.item.Memory;

/** The value a client is sending, and what to do with it when it is complete. */
final class Upload {
  final Reservation reservation = new Reservation();
  StoreMode mode = StoreMode.SET;

  /** The cas id the present item must have; 0 expects none. */
  long expectedCas;

  /** The cas id the new item gets; 0 takes the next one. */
  long newCas;

  /** A lower cas id stores the value marked stale. */
  boolean allowStale;

  /** Success goes unanswered; for text commands everything does. */
  boolean quiet;

  /** A meta command, answered with its flags. */
  boolean meta;

  /** What a meta command's answer is to say behind its status. */
  byte[] flags = {};

  int flagsLength;

  /** Places among the flags for the cas id (c) and the size (s), known only later. */
  final int[] figureAt = new int[2];

  final char[] figureLetter = new char[2];
  int figures;

  void text(StoreMode mode, long expectedCas, boolean quiet) {
    this.mode = mode;
    this.expectedCas = expectedCas;
    this.quiet = quiet;
    newCas = 0;
    allowStale = false;
    meta = false;
  }

  /** Notes a byte of the answer's flags. */
  void keep(byte b) {
    flags[flagsLength++] = b;
  }

  /** Notes a part of the request line for the answer's flags. */
  void keep(long from, int length) {
    Memory.copy(from, flags, flagsLength, length);
    flagsLength += length;
  }

  /** Notes where a figure belongs among the flags. */
  void keepPlace(char letter) {
    figureAt[figures] = flagsLength;
    figureLetter[figures] = letter;
    figures++;
  }
}

package dev.memfleet.server.session;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.item.Memory;

/** The value, or login, that a client is sending, and what to do with it when it is complete. */
public final class Upload {
  /** What is done with a complete upload. */
  public interface End {
    Next uploaded(Session session);
  }

  private static final byte[] NO_LOGIN = {};

  public final Reservation reservation = new Reservation();
  public StoreMode mode = StoreMode.SET;

  /** The cas id the present item must have; 0 expects none. */
  public long expectedCas;

  /** The cas id the new item gets; 0 takes the next one. */
  public long newCas;

  /** A binary request's opcode and mark, which its answer repeats. */
  public int opcode;

  public int opaque;

  /** A lower cas id stores the value marked stale. */
  public boolean allowStale;

  /** Success goes unanswered; for text commands everything does. */
  public boolean quiet;

  /** Answers the complete upload. */
  public End end = session -> Next.REQUEST;

  /** A login has begun whose message is to come in a step of its own. */
  public boolean loginAwaited;

  private byte[] login = NO_LOGIN;
  private int loginLength;

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

  /** Begins a message that a client logs in with. */
  public void beginLogin(int length, End end) {
    login = new byte[length];
    loginLength = 0;
    this.end = end;
  }

  /** The complete message, which is not kept. */
  public byte[] takeLogin() {
    byte[] message = login;
    login = NO_LOGIN;
    return message;
  }

  /** Takes a piece of what was asked for. */
  void write(long address, int length) {
    if (reservation.held()) {
      reservation.write(address, length);
    } else {
      Memory.copy(address, login, loginLength, length);
      loginLength += length;
    }
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

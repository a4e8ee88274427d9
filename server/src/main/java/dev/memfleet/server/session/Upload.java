package dev.memfleet.server.session;

import dev.memfleet.server.protocol.Next;
import dev.memfleet.server.store.Reservation;
import dev.memfleet.server.store.StoreMode;
import dev.memfleet.server.store.item.Memory;

/** The value or login message that a client is sending, and what to do when it is complete. */
public final class Upload {
  /** Handles a complete upload. */
  public interface End {
    Next uploaded(Session session);
  }

  private static final byte[] NO_LOGIN = {};

  public final Reservation reservation = new Reservation();
  public StoreMode mode = StoreMode.SET;

  /** The cas id that the present item must have; 0 for no check. */
  public long expectedCas;

  /** The cas id of the new item; 0 for the next one. */
  public long newCas;

  /** A binary request's opcode and opaque, which its response repeats. */
  public int opcode;

  public int opaque;

  /** Whether a lower cas id stores the value, marked stale. */
  public boolean allowStale;

  /** Whether success is not answered; for text commands, nothing is. */
  public boolean quiet;

  /** Handles the complete upload. */
  public End end = session -> Next.REQUEST;

  /** Whether a login has begun whose message follows in a separate step. */
  public boolean loginAwaited;

  private byte[] login = NO_LOGIN;
  private int loginLength;

  /** The flags of a meta command's reply, after its status. */
  public byte[] flags = {};

  public int flagsLength;

  /** Positions in the flags of the cas id (c) and the size (s), which are known only later. */
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

  /** Begins a login message. */
  public void beginLogin(int length, End end) {
    login = new byte[length];
    loginLength = 0;
    this.end = end;
  }

  /** The complete login message, which is not kept. */
  public byte[] takeLogin() {
    byte[] message = login;
    login = NO_LOGIN;
    return message;
  }

  /** Takes a piece of the value or message. */
  void write(long address, int length) {
    if (reservation.held()) {
      reservation.write(address, length);
    } else {
      Memory.copy(address, login, loginLength, length);
      loginLength += length;
    }
  }

  /** Keeps a byte for the reply's flags. */
  public void keep(byte b) {
    flags[flagsLength++] = b;
  }

  /** Keeps a part of the request line for the reply's flags. */
  public void keep(long from, int length) {
    Memory.copy(from, flags, flagsLength, length);
    flagsLength += length;
  }

  /** Keeps the position of a number in the reply's flags. */
  public void keepPlace(char letter) {
    figureAt[figures] = flagsLength;
    figureLetter[figures] = letter;
    figures++;
  }
}

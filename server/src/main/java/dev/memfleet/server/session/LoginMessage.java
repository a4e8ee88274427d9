package dev.memfleet.server.session;

import dev.memfleet.server.memory.Memory;

/** The message of a login that a client is sending. */
public final class LoginMessage {
  private static final byte[] EMPTY = {};

  private byte[] bytes = EMPTY;
  private int length;
  private boolean awaited;

  /** Begins a message of this many bytes. */
  public void begin(int size) {
    bytes = new byte[size];
    length = 0;
  }

  /** Takes a piece of the message. */
  void write(long address, int size) {
    Memory.copy(address, bytes, length, size);
    length += size;
  }

  /** The complete message, which is not kept. */
  public byte[] take() {
    byte[] message = bytes;
    bytes = EMPTY;
    return message;
  }

  /** Whether a login has begun whose message follows in a separate request. */
  public boolean awaited() {
    return awaited;
  }

  public void await(boolean yes) {
    awaited = yes;
  }
}

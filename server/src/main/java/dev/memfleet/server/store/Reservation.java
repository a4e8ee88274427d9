package dev.memfleet.server.store;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ValueCursor;

/**
 * Memory reserved for one item whose value is being uploaded. A connection owns one and reuses it;
 * the item is invisible to others until {@link StoreWorker#commit}. Every reservation must be
 * committed or abandoned.
 */
public final class Reservation {
  private final ValueCursor cursor = new ValueCursor();
  private long item;
  private int slabClass;
  private long linked;
  private long cas;
  private int valueLength;
  private CasOutcome casOutcome = CasOutcome.NONE;
  private int comparedSlabClass;

  void hold(long reserved) {
    item = reserved;
    slabClass = ItemLayout.slabClass(reserved);
    outcome(CasOutcome.NONE);
    cursor.start(reserved);
  }

  /** Hands the item over to the caller. */
  long take() {
    long held = item;
    item = 0;
    return held;
  }

  void compared(CasOutcome outcome, int oldSlabClass) {
    outcome(outcome);
    comparedSlabClass = oldSlabClass;
  }

  private void outcome(CasOutcome outcome) {
    if (casOutcome != outcome) { // G1 puts a fence after the store of a reference
      casOutcome = outcome;
    }
  }

  void stored(long by) {
    linked = by;
    cas = ItemLayout.cas(by);
    valueLength = ItemLayout.nbytes(by) - 2;
  }

  /** The item that a commit linked, while its lock is held. */
  long linked() {
    return linked;
  }

  /** Whether memory is reserved. */
  public boolean held() {
    return item != 0;
  }

  /** Records that the key is returned to clients in base64. */
  public void markKeyBinary() {
    ItemLayout.set(item, ItemLayout.KEY_BINARY);
  }

  /** Bytes still to be written: at first the value's length plus 2 for its line end. */
  public int remaining() {
    return cursor.remaining();
  }

  /** Where the next {@link #writableBytes()} bytes must be written. */
  public long writableAddress() {
    return cursor.address();
  }

  /** Bytes to the end of the current chunk; fewer than {@link #remaining()} in a large item. */
  public int writableBytes() {
    return cursor.contiguous();
  }

  /** Records that this many bytes were written at {@link #writableAddress()}. */
  public void advance(int bytes) {
    cursor.advance(bytes);
  }

  /** Copies the next bytes of the value, across chunks; at most {@link #remaining()}. */
  public void write(long from, int length) {
    cursor.write(from, length);
  }

  /** Adds the line end to a complete value that came without one. */
  public void terminate() {
    putByte('\r');
    putByte('\n');
  }

  private void putByte(char ascii) {
    Memory.putByte(cursor.address(), (byte) ascii);
    cursor.advance(1);
  }

  /** Whether the value, now complete, ends in CR LF. */
  public boolean terminated() {
    cursor.start(item);
    cursor.skip(ItemLayout.nbytes(item) - 2);
    byte first = Memory.getByte(cursor.address());
    cursor.advance(1);
    byte second = Memory.getByte(cursor.address());
    cursor.advance(1);
    return first == '\r' && second == '\n';
  }

  /** The slab class of the new item, 1 to 63; still valid after a commit. */
  public int slabClass() {
    return slabClass;
  }

  /** After a commit that stored: the item's cas id. */
  public long cas() {
    return cas;
  }

  /** After a commit that stored: the whole value's length, without line end. */
  public int valueLength() {
    return valueLength;
  }

  /** After a commit: how the expected cas id compared with the item's. */
  public CasOutcome casOutcome() {
    return casOutcome;
  }

  /** After a commit with a {@link #casOutcome()} other than none or miss: the old item's class. */
  public int comparedSlabClass() {
    return comparedSlabClass;
  }
}

package dev.memfleet.server.store;

/**
 * Room for one item whose value is being uploaded. A connection owns one and reuses it; it is not
 * visible to others until {@link StoreWorker#commit}. Whoever reserves must commit or abandon.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class Reservation {

  /** Whether room is held. */
  public boolean held() {
    throw new UnsupportedOperationException();
  }

  /** Bytes still to be written: at first the value's length and 2 for its line end. */
  public int remaining() {
    throw new UnsupportedOperationException();
  }

  /** Where the next {@link #writableBytes()} bytes belong. */
  public long writableAddress() {
    throw new UnsupportedOperationException();
  }

  /** Bytes until the end of the current chunk; less than {@link #remaining()} in a large item. */
  public int writableBytes() {
    throw new UnsupportedOperationException();
  }

  /** Notes that so many bytes were put at {@link #writableAddress()}. */
  public void advance(int bytes) {
    throw new UnsupportedOperationException();
  }

  /** Copies the next bytes of the value, over chunk ends; at most {@link #remaining()}. */
  public void write(long from, int length) {
    throw new UnsupportedOperationException();
  }

  /** Whether the value, now complete, ends in CR LF. */
  public boolean terminated() {
    throw new UnsupportedOperationException();
  }

  /** The slab class of the new item, 1 to 63; still valid after a commit. */
  public int slabClass() {
    throw new UnsupportedOperationException();
  }

  /** After a commit that stored: the item's cas id. */
  public long cas() {
    throw new UnsupportedOperationException();
  }

  /** After a commit that stored: the whole value's length, without line end. */
  public int valueLength() {
    throw new UnsupportedOperationException();
  }

  /** After a commit: how the expected cas id fared. */
  public CasOutcome casOutcome() {
    throw new UnsupportedOperationException();
  }

  /** After a commit with a {@link #casOutcome()} other than none or miss: the old item's class. */
  public int comparedSlabClass() {
    throw new UnsupportedOperationException();
  }
}

package dev.memfleet.server.store.item;

import dev.memfleet.server.memory.Memory;

/** Walks the bytes of an item's value, line end included, across its chunks. */
public final class ValueCursor {
  private long chunk;
  private long address;
  private int contiguous;
  private int remaining;

  /** Starts at the value's first byte. */
  public void start(long item) {
    remaining = ItemLayout.nbytes(item);
    if (ItemLayout.has(item, ItemLayout.CHUNKED)) {
      enter(ItemLayout.next(ItemLayout.data(item)));
    } else {
      chunk = 0;
      address = ItemLayout.data(item);
      contiguous = remaining;
    }
  }

  private void enter(long next) {
    chunk = next;
    while (ItemLayout.chunkSize(chunk) == 0) {
      chunk = ItemLayout.next(chunk);
    }
    address = chunk + ItemLayout.CHUNK_HEADER;
    contiguous = Math.min(ItemLayout.chunkSize(chunk), remaining);
  }

  /** Bytes to the end of the value. */
  public int remaining() {
    return remaining;
  }

  /** Address of the current byte. */
  public long address() {
    return address;
  }

  /** Bytes from here on that lie in one piece. */
  public int contiguous() {
    return contiguous;
  }

  /** Advances by a number of bytes, up to {@link #remaining()}. */
  public void skip(int bytes) {
    int left = bytes;
    while (left > contiguous) {
      left -= contiguous;
      advance(contiguous);
    }
    advance(left);
  }

  /** Advances within the current piece, or to its end and into the next. */
  public void advance(int bytes) {
    address += bytes;
    contiguous -= bytes;
    remaining -= bytes;
    if (contiguous == 0 && remaining > 0) {
      enter(ItemLayout.next(chunk));
    }
  }

  /** Copies the next bytes of the value out. */
  public void read(long to, int length) {
    long target = to;
    for (int left = length; left > 0; ) {
      int piece = Math.min(left, contiguous);
      Memory.copy(address, target, piece);
      advance(piece);
      target += piece;
      left -= piece;
    }
  }

  /** Copies bytes in. */
  public void write(long from, int length) {
    long source = from;
    for (int left = length; left > 0; ) {
      int piece = Math.min(left, contiguous);
      Memory.copy(source, address, piece);
      advance(piece);
      source += piece;
      left -= piece;
    }
  }

  /** Copies the next bytes of this value to another. */
  public void transfer(ValueCursor to, int length) {
    for (int left = length; left > 0; ) {
      int piece = Math.min(left, contiguous);
      to.write(address, piece);
      advance(piece);
      left -= piece;
    }
  }
}

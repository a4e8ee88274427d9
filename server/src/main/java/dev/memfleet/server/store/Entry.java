package dev.memfleet.server.store;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.item.ValueCursor;
import dev.memfleet.server.store.lru.ItemView;

/**
 * A locked key and its item, if there is one: no other thread sees or changes the key until {@link
 * #close()}. Every worker has one entry, reused by each {@link StoreWorker#lock}; commands are
 * composed of its operations.
 *
 * <p>All but {@link #found()}, {@link #create} and {@link #close()} require that an item was found.
 */
public final class Entry extends ItemView implements AutoCloseable {
  private final Items items;
  private final ItemLocks locks;
  private final StoredNumber number = new StoredNumber();
  private final ValueCursor value = new ValueCursor();
  private long key;
  private int keyLength;
  private int hash;

  Entry(Items items, ItemLocks locks) {
    this.items = items;
    this.locks = locks;
  }

  void open(long lockedKey, int length, int keyHash, long foundItem) {
    key = lockedKey;
    keyLength = length;
    hash = keyHash;
    item = foundItem;
  }

  /** Whether there is a live item: neither expired nor flushed. */
  public boolean found() {
    return item != 0;
  }

  /**
   * The slab class with the segment in the two upper bits (hot 0, warm 64, cold 128, temp 192),
   * which is memcached's index of hits per LRU. Read it before {@link #bump()}.
   */
  public int lruIndex() {
    return ItemLayout.lruIndex(item);
  }

  /** Whether the item was invalidated; only a new value clears this. */
  public boolean stale() {
    return ItemLayout.has(item, ItemLayout.STALE);
  }

  /** Whether a client has already won the right to recache. */
  public boolean tokenSent() {
    return ItemLayout.has(item, ItemLayout.TOKEN_SENT);
  }

  /** Records that a client has won the right to recache. */
  public void sendToken() {
    ItemLayout.set(item, ItemLayout.TOKEN_SENT);
  }

  /** Records that the key is returned to clients in base64. */
  public void markKeyBinary() {
    ItemLayout.set(item, ItemLayout.KEY_BINARY);
  }

  /** Copies the value and its line end, {@code valueLength() + 2} bytes. */
  public void copyValue(long to) {
    if (ItemLayout.has(item, ItemLayout.CHUNKED)) {
      copyValue(0, ItemLayout.nbytes(item), to);
    } else {
      Memory.copy(ItemLayout.data(item), to, ItemLayout.nbytes(item));
    }
  }

  /** Copies a part of the value and its line end. */
  public void copyValue(int offset, int length, long to) {
    value.start(item);
    value.skip(offset);
    value.read(to, length);
  }

  /** Records a fetch, for the LRU. */
  public void bump() {
    items.bump(item);
  }

  /** Sets the second at which the item expires, see {@code RelativeClock.expiry}; 0 is never. */
  public void expireAt(int second) {
    ItemLayout.expiry(item, second);
  }

  /** Removes the item; the entry is then empty. */
  public void remove() {
    items.unlink(item);
    item = 0;
  }

  /** Marks the item stale, revokes the recache token and sets this cas id. */
  public void invalidate(long cas) {
    int flags = ItemLayout.flags(item);
    ItemLayout.flags(item, (flags | ItemLayout.STALE) & ~ItemLayout.TOKEN_SENT);
    ItemLayout.cas(item, cas);
  }

  /**
   * Replaces the item by one with an empty value.
   *
   * @param cas the new cas id, see {@link Store#nextCas()}
   * @return false if memory is full; the item then stays
   */
  public boolean empty(int clientFlags, int expiresAt, long cas) {
    return put(clientFlags, expiresAt, 0, 0, cas);
  }

  /**
   * Stores a small value where no item was found, as autovivification does; the entry then holds
   * it.
   *
   * @param value address of the value without line end; unused if the length is 0
   * @param cas the new cas id, see {@link Store#nextCas()}
   * @return false if memory is full
   */
  public boolean create(int clientFlags, int expiresAt, long value, int valueLength, long cas) {
    return put(clientFlags, expiresAt, value, valueLength, cas);
  }

  private boolean put(int clientFlags, int expiresAt, long from, int length, long cas) {
    long fresh = items.allocate(key, keyLength, hash, clientFlags, expiresAt, length + 2);
    if (fresh == Items.NO_MEMORY || fresh == Items.TOO_LARGE) {
      return false;
    }
    long data = ItemLayout.data(fresh);
    if (length > 0) {
      Memory.copy(from, data, length);
    }
    putLineEnd(data + length);
    if (item != 0) {
      items.replace(item, fresh, cas);
    } else {
      items.link(fresh, cas);
    }
    items.release(fresh);
    item = fresh;
    return true;
  }

  private static void putLineEnd(long at) {
    Memory.putByte(at, (byte) '\r');
    Memory.putByte(at + 1, (byte) '\n');
  }

  /**
   * Adds to the number in the value, or subtracts from it: increments wrap at 2^64, decrements stop
   * at 0. A number that gets shorter is padded with spaces. The new number is {@link #number()}.
   *
   * @param expectedCas 0 for no check
   * @param newCas 0 for the next one
   */
  public DeltaResult add(boolean increment, long delta, long expectedCas, long newCas) {
    if (ItemLayout.nbytes(item) <= 2 || ItemLayout.has(item, ItemLayout.CHUNKED)) {
      return DeltaResult.NON_NUMERIC;
    }
    if (expectedCas != 0 && ItemLayout.cas(item) != expectedCas) {
      return DeltaResult.CAS_MISMATCH;
    }
    if (!number.read(ItemLayout.data(item), ItemLayout.nbytes(item))) {
      return DeltaResult.NON_NUMERIC;
    }
    number.add(increment, delta);
    int digits = number.digits();
    int room = ItemLayout.nbytes(item) - 2;
    long cas = newCas != 0 ? newCas : items.nextCas();
    if (digits > room || ItemLayout.refcount(item) > 1) {
      return replaceNumber(digits, cas) ? DeltaResult.OK : DeltaResult.NO_MEMORY;
    }
    ItemLayout.cas(item, cas);
    number.write(ItemLayout.data(item), digits, room);
    items.update(item);
    return DeltaResult.OK;
  }

  private boolean replaceNumber(int digits, long cas) {
    long old = item;
    long fresh =
        items.allocate(
            key, keyLength, hash, ItemLayout.clientFlags(old), ItemLayout.expiry(old), digits + 2);
    if (fresh == Items.NO_MEMORY || fresh == Items.TOO_LARGE) {
      return false;
    }
    long data = ItemLayout.data(fresh);
    number.write(data, digits, digits);
    putLineEnd(data + digits);
    items.replace(old, fresh, cas);
    items.release(fresh);
    item = fresh;
    return true;
  }

  /** The unsigned number left by {@link #add}. */
  public long number() {
    return number.value();
  }

  /**
   * Pins the item's memory beyond {@link #close()}, to send a large value without copying it; it
   * must be released by {@link Store#unpin}. A pinned value no longer changes.
   *
   * @return a handle for {@link Store#segment}, or 0 if the item has too many holders
   */
  public long pin() {
    return items.retain(item) ? item : 0;
  }

  @Override
  public void close() {
    item = 0;
    locks.unlock(hash);
  }
}

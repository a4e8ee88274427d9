package dev.memfleet.server.store.item;

import dev.memfleet.server.memory.Memory;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Finds items by key: an off-heap hash table whose chains run through the items themselves. It
 * doubles while in use: the old table is kept beside the new one and moved bucket by bucket, each
 * under its item lock, so that no thread waits for more than one bucket.
 *
 * <p>All access to a key's chain is under the key's item lock.
 */
public final class ItemIndex implements AutoCloseable {
  private static final long POINTER = Long.BYTES;

  private final ItemLocks locks;
  private long table;
  private long mask;
  private long oldTable;
  private long oldMask;
  private long moved; // buckets of the old table below this one are empty
  private volatile int power;
  private volatile boolean expanding;

  /** An index of {@code 1 << power} empty buckets. */
  public ItemIndex(ItemLocks locks, int power) {
    this.locks = locks;
    this.power = power;
    this.mask = (1L << power) - 1;
    this.table = emptyTable(power);
  }

  private static long emptyTable(int power) {
    long bytes = POINTER << power;
    long address = Memory.allocate(bytes);
    Memory.clear(address, bytes);
    return address;
  }

  /** Log2 of the number of buckets. */
  public int power() {
    return power;
  }

  /** Bytes of both tables. */
  public long bytes() {
    long bytes = POINTER << power;
    return expanding ? bytes + bytes / 2 : bytes;
  }

  public boolean expanding() {
    return expanding;
  }

  private long bucket(int hash) {
    long h = hash & 0xffff_ffffL;
    if (oldTable != 0 && (h & oldMask) >= moved) {
      return oldTable + (h & oldMask) * POINTER;
    }
    return table + (h & mask) * POINTER;
  }

  /** The item under a key, or 0. */
  public long find(int hash, long key, int keyLength) {
    long item = Memory.getLong(bucket(hash));
    while (item != 0) {
      if (ItemLayout.hash(item) == hash
          && ItemLayout.keyLength(item) == keyLength
          && Memory.equal(key, ItemLayout.key(item), keyLength)) {
        return item;
      }
      item = ItemLayout.hashNext(item);
    }
    return 0;
  }

  /** Adds an item; the index must not contain its key yet. */
  public void insert(long item) {
    long bucket = bucket(ItemLayout.hash(item));
    ItemLayout.hashNext(item, Memory.getLong(bucket));
    Memory.putLong(bucket, item);
  }

  /** Removes an item. */
  public void remove(long item) {
    long bucket = bucket(ItemLayout.hash(item));
    long next = ItemLayout.hashNext(item);
    long other = Memory.getLong(bucket);
    if (other == item) {
      Memory.putLong(bucket, next);
      return;
    }
    while (ItemLayout.hashNext(other) != item) {
      other = ItemLayout.hashNext(other);
    }
    ItemLayout.hashNext(other, next);
  }

  /** Replaces an item by a copy. */
  public void replace(long item, long copy) {
    long bucket = bucket(ItemLayout.hash(item));
    long other = Memory.getLong(bucket);
    if (other == item) {
      Memory.putLong(bucket, copy);
      return;
    }
    while (ItemLayout.hashNext(other) != item) {
      other = ItemLayout.hashNext(other);
    }
    ItemLayout.hashNext(other, copy);
  }

  /** Doubles the table if there are more than 1.5 items per bucket; this takes a while. */
  public synchronized void expandFor(long items) {
    if (items <= (mask + 1) * 3 / 2 || power >= 32) {
      return;
    }
    long larger = emptyTable(power + 1);
    locks.lockAll();
    oldTable = table;
    oldMask = mask;
    moved = 0;
    table = larger;
    mask = mask * 2 + 1;
    locks.unlockAll();
    expanding = true;
    power = power + 1;
    for (long bucket = 0; bucket <= oldMask; bucket++) {
      locks.lock((int) bucket);
      move(bucket);
      locks.unlock((int) bucket);
    }
    locks.lockAll();
    long emptied = oldTable;
    oldTable = 0;
    locks.unlockAll();
    expanding = false;
    Memory.free(emptied);
  }

  private void move(long bucket) {
    long item = Memory.getLong(oldTable + bucket * POINTER);
    moved = bucket + 1;
    while (item != 0) {
      long next = ItemLayout.hashNext(item);
      insert(item);
      item = next;
    }
  }

  /**
   * Passes every bucket that is not empty to a visitor, under the bucket's lock. The table does not
   * grow meanwhile.
   *
   * @param bucket receives the first item of a chain
   * @param batch after this many buckets {@code proceed} is asked, without locks, whether to go on
   */
  public synchronized void forEachBucket(LongConsumer bucket, int batch, BooleanSupplier proceed) {
    int shown = 0;
    boolean more = true;
    for (long i = 0; i <= mask && more; i++) {
      locks.lock((int) i);
      long first = Memory.getLong(table + i * POINTER);
      if (first != 0) {
        bucket.accept(first);
        shown++;
      }
      locks.unlock((int) i);
      if (first != 0 && shown % batch == 0) {
        more = proceed.getAsBoolean();
      }
    }
  }

  @Override
  public void close() {
    Memory.free(table);
    table = 0;
  }
}

package dev.memfleet.server.store;

import dev.memfleet.server.clock.RelativeClock;
import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemIndex;
import dev.memfleet.server.store.item.ItemLayout;
import dev.memfleet.server.store.item.ItemLocks;
import dev.memfleet.server.store.item.KeyHash;
import dev.memfleet.server.store.item.ValueCursor;

/**
 * One thread's access to the store. Keys are native addresses of 1 to 250 bytes; nothing allocates
 * on the Java heap. Not thread-safe: each event loop has its own.
 */
public final class StoreWorker {
  private final Items items;
  private final ItemLocks locks;
  private final ItemIndex index;
  private final RelativeClock clock;
  private final ItemEvents events;
  private final Entry entry;
  private final ValueCursor source = new ValueCursor();
  private final ValueCursor target = new ValueCursor();
  private volatile long expired;
  private volatile long flushed;

  StoreWorker(
      Items items, ItemLocks locks, ItemIndex index, RelativeClock clock, ItemEvents events) {
    this.items = items;
    this.events = events;
    this.locks = locks;
    this.index = index;
    this.clock = clock;
    this.entry = new Entry(items, locks);
  }

  /** Lookups that found an expired item. */
  long expired() {
    return expired;
  }

  /** Lookups that found a flushed item. */
  long flushed() {
    return flushed;
  }

  void resetCounters() {
    expired = 0;
    flushed = 0;
  }

  /**
   * Locks a key and looks it up. An expired or flushed item is removed, and counts as not found.
   *
   * <pre>{@code
   * try (Entry entry = worker.lock(key, keyLength)) {
   *   if (entry.found()) {
   *     entry.bump();
   *     entry.copyValue(out);
   *   }
   * }
   * }</pre>
   *
   * @return this worker's entry, to be closed before the next lock, reserve or commit
   */
  public Entry lock(long key, int keyLength) {
    int hash = KeyHash.of(key, keyLength);
    locks.lock(hash);
    entry.open(key, keyLength, hash, findLive(hash, key, keyLength));
    return entry;
  }

  private long findLive(int hash, long key, int keyLength) {
    long item = index.find(hash, key, keyLength);
    if (item != 0) {
      int expiry = ItemLayout.expiry(item);
      boolean isExpired = expiry != 0 && expiry <= clock.now();
      if (isExpired || items.flushed(item)) {
        removeDead(item, key, keyLength);
        return 0;
      }
    }
    if (events.watchesLookups()) {
      reportLookup(key, keyLength, item);
    }
    return item;
  }

  /** Removes an item that a lookup has found flushed or expired. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // only this worker's thread writes
  private void removeDead(long item, long key, int keyLength) {
    boolean isFlushed = items.flushed(item);
    if (isFlushed) {
      flushed++;
    } else {
      expired++;
    }
    items.unlink(item);
    if (events.watchesLookups()) {
      ItemEvents.Lookup outcome = isFlushed ? ItemEvents.Lookup.FLUSHED : ItemEvents.Lookup.EXPIRED;
      events.lookedUp(Memory.bytes(key, keyLength), outcome, 0, 0);
    }
  }

  /** Reports the item that an increment created: a miss, then an add, as memcached does. */
  public void reportCreated(Entry created) {
    if (!events.watchesLookups() && !events.watchesStores()) {
      return;
    }
    byte[] key = created.key();
    if (events.watchesLookups()) {
      events.lookedUp(key, ItemEvents.Lookup.NOT_FOUND, 0, 0);
    }
    if (events.watchesStores()) {
      int expiry = created.expiresAt();
      events.stored(
          key,
          StoreMode.ADD,
          StoreResult.STORED,
          expiry == 0 ? 0 : expiry - clock.now(),
          created.valueLength(),
          created.slabClass());
    }
  }

  private void reportLookup(long key, int keyLength, long found) {
    byte[] text = Memory.bytes(key, keyLength);
    if (found == 0) {
      events.lookedUp(text, ItemEvents.Lookup.NOT_FOUND, 0, 0);
    } else {
      int size = ItemLayout.nbytes(found) - 2;
      events.lookedUp(text, ItemEvents.Lookup.FOUND, size, ItemLayout.slabClass(found));
    }
  }

  /**
   * Reserves memory for an item, evicting others if needed. The key is copied.
   *
   * @param clientFlags the client's 32 bits
   * @param expiresAt second of the store's clock, 0 for never
   * @param valueLength the value's bytes without its line end
   * @param into a reservation that is not held
   */
  public ReserveResult reserve(
      long key, int keyLength, int clientFlags, int expiresAt, int valueLength, Reservation into) {
    if (valueLength > Integer.MAX_VALUE - 2) {
      return ReserveResult.TOO_LARGE;
    }
    long item =
        items.allocate(
            key, keyLength, KeyHash.of(key, keyLength), clientFlags, expiresAt, valueLength + 2);
    if (item == Items.TOO_LARGE) {
      return ReserveResult.TOO_LARGE;
    }
    if (item == Items.NO_MEMORY) {
      return ReserveResult.NO_MEMORY;
    }
    into.hold(item);
    return ReserveResult.RESERVED;
  }

  /** Frees the memory of a failed upload, if any is reserved. */
  public void abandon(Reservation reservation) {
    if (reservation.held()) {
      items.release(reservation.take());
    }
  }

  /** Stores a complete upload; the reservation is then no longer held, whatever the outcome. */
  public StoreResult commit(Reservation reservation, StoreMode mode) {
    return commit(reservation, mode, 0, 0, false);
  }

  /**
   * Stores a complete upload under cas rules.
   *
   * @param expectedCas the id that the present item must have; 0 for no check
   * @param newCas the id of the new item; 0 for the next one
   * @param allowStale with {@link StoreMode#CAS}, a lower expected id stores the value marked stale
   */
  public StoreResult commit(
      Reservation reservation, StoreMode mode, long expectedCas, long newCas, boolean allowStale) {
    long item = reservation.take();
    int hash = ItemLayout.hash(item);
    locks.lock(hash);
    long old = findLive(hash, ItemLayout.key(item), ItemLayout.keyLength(item));
    StoreResult result;
    if (old == 0) {
      reservation.compared(expectedCas == 0 ? CasOutcome.NONE : CasOutcome.MISS, 0);
      result = storeNew(reservation, item, mode, newCas);
    } else {
      CasOutcome outcome = compare(expectedCas, ItemLayout.cas(old), allowStale);
      reservation.compared(outcome, ItemLayout.slabClass(old));
      result = storeOver(reservation, item, old, mode, outcome, newCas);
    }
    if (events.watchesStores()) {
      reportStore(result == StoreResult.STORED ? reservation.linked() : item, mode, result);
    }
    items.release(item);
    locks.unlock(hash);
    return result;
  }

  private void reportStore(long item, StoreMode mode, StoreResult result) {
    int expiry = ItemLayout.expiry(item);
    events.stored(
        Memory.bytes(ItemLayout.key(item), ItemLayout.keyLength(item)),
        mode,
        result,
        expiry == 0 ? 0 : expiry - clock.now(),
        ItemLayout.nbytes(item) - 2,
        ItemLayout.slabClass(item));
  }

  private static CasOutcome compare(long expected, long present, boolean allowStale) {
    if (expected == 0) {
      return CasOutcome.NONE;
    }
    if (expected == present) {
      return CasOutcome.MATCH;
    }
    return allowStale && Long.compareUnsigned(expected, present) < 0
        ? CasOutcome.STALE
        : CasOutcome.MISMATCH;
  }

  private StoreResult storeNew(Reservation reservation, long item, StoreMode mode, long newCas) {
    return switch (mode) {
      case SET, ADD, APPEND_OR_ADD, PREPEND_OR_ADD -> {
        items.link(item, newCas != 0 ? newCas : items.nextCas());
        reservation.stored(item);
        yield StoreResult.STORED;
      }
      case CAS -> StoreResult.NOT_FOUND;
      case REPLACE, APPEND, PREPEND -> StoreResult.NOT_STORED;
    };
  }

  private StoreResult storeOver(
      Reservation reservation,
      long item,
      long old,
      StoreMode mode,
      CasOutcome outcome,
      long newCas) {
    return switch (mode) {
      case ADD -> {
        items.update(old);
        yield StoreResult.NOT_STORED;
      }
      case CAS -> {
        if (outcome == CasOutcome.STALE) {
          inheritStaleness(item, old);
        } else if (outcome != CasOutcome.MATCH) {
          yield StoreResult.EXISTS;
        }
        yield replace(reservation, old, item, newCas);
      }
      case APPEND, APPEND_OR_ADD -> join(reservation, old, old, item, outcome, newCas);
      case PREPEND, PREPEND_OR_ADD -> join(reservation, old, item, old, outcome, newCas);
      case SET, REPLACE -> replace(reservation, old, item, newCas);
    };
  }

  private static void inheritStaleness(long item, long old) {
    ItemLayout.expiry(item, ItemLayout.expiry(old));
    ItemLayout.set(item, ItemLayout.STALE | (ItemLayout.flags(old) & ItemLayout.TOKEN_SENT));
  }

  private StoreResult replace(Reservation reservation, long old, long by, long newCas) {
    items.replace(old, by, newCas != 0 ? newCas : items.nextCas());
    reservation.stored(by);
    return StoreResult.STORED;
  }

  /** Stores the joined values of two items, one of them the old one. */
  private StoreResult join(
      Reservation reservation, long old, long first, long second, CasOutcome outcome, long newCas) {
    if (outcome != CasOutcome.NONE && outcome != CasOutcome.MATCH) {
      return StoreResult.EXISTS;
    }
    int firstLength = ItemLayout.nbytes(first) - 2;
    long joined = items.allocateJoined(old, firstLength, ItemLayout.nbytes(second));
    if (joined == Items.TOO_LARGE || joined == Items.NO_MEMORY) {
      return StoreResult.NOT_STORED;
    }
    target.start(joined);
    source.start(first);
    source.transfer(target, firstLength);
    source.start(second);
    source.transfer(target, ItemLayout.nbytes(second));
    StoreResult result = replace(reservation, old, joined, newCas);
    items.release(joined);
    return result;
  }
}

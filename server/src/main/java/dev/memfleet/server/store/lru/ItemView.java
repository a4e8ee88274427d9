package dev.memfleet.server.store.lru;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.store.item.ItemLayout;

/** Reads the properties of one item at a time, by its address. */
public class ItemView implements ItemFacts {
  /** The current item, or 0. */
  protected long item;

  /** A view of no item. */
  public ItemView() {}

  ItemView at(long address) {
    item = address;
    return this;
  }

  @Override
  public final int keyLength() {
    return ItemLayout.keyLength(item);
  }

  @Override
  public final boolean keyBinary() {
    return ItemLayout.has(item, ItemLayout.KEY_BINARY);
  }

  @Override
  public final void copyKey(long to) {
    Memory.copy(ItemLayout.key(item), to, ItemLayout.keyLength(item));
  }

  @Override
  public final byte[] key() {
    return Memory.bytes(ItemLayout.key(item), ItemLayout.keyLength(item));
  }

  @Override
  public final int valueLength() {
    return ItemLayout.nbytes(item) - 2;
  }

  @Override
  public final int clientFlags() {
    return ItemLayout.clientFlags(item);
  }

  @Override
  public final long cas() {
    return ItemLayout.cas(item);
  }

  @Override
  public final int expiresAt() {
    return ItemLayout.expiry(item);
  }

  @Override
  public final int lastAccess() {
    return ItemLayout.time(item);
  }

  @Override
  public final boolean fetched() {
    return ItemLayout.has(item, ItemLayout.FETCHED);
  }

  @Override
  public final int slabClass() {
    return ItemLayout.slabClass(item);
  }

  @Override
  public final int size() {
    return ItemLayout.totalSize(item);
  }
}

package dev.memfleet.server.store.lru;

/** The properties of an item whose lock is held. */
public interface ItemFacts {
  int keyLength();

  /** Whether the client gave the key in base64, and wants it back in base64. */
  boolean keyBinary();

  /** Copies the key to an address. */
  void copyKey(long to);

  /** A copy of the key. */
  byte[] key();

  /** The value's bytes, without its line end. */
  int valueLength();

  /** The client's 32 bits, unsigned. */
  int clientFlags();

  long cas();

  /** The second of the store's clock at which the item expires; 0 is never. */
  int expiresAt();

  /** The second of the store's clock at which the item was last used (or stored). */
  int lastAccess();

  /** Whether it has been fetched since it was stored. */
  boolean fetched();

  /** The slab class, 1 to 63. */
  int slabClass();

  /** Total bytes: header, cas, key, flags, value and line end. */
  int size();
}

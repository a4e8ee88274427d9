package dev.memfleet.server.store.item;

import static dev.memfleet.server.memory.Memory.getByte;
import static dev.memfleet.server.memory.Memory.getInt;
import static dev.memfleet.server.memory.Memory.getLong;
import static dev.memfleet.server.memory.Memory.getShort;
import static dev.memfleet.server.memory.Memory.putByte;
import static dev.memfleet.server.memory.Memory.putInt;
import static dev.memfleet.server.memory.Memory.putLong;
import static dev.memfleet.server.memory.Memory.putShort;

/**
 * The layout of an item in memory, equal to memcached's so that sizes agree to the byte.
 *
 * <pre>
 *  0 next      LRU or free list        24 time      last access, seconds
 *  8 prev                              28 expiry    seconds, 0 is never
 * 16 hash next chain of the index      32 nbytes    value and line end
 *                                      36 refcount  holders; the index counts as one
 * 40 class and segment                 38 flags
 * 41 key length                        44 hash of the key (padding in memcached)
 * 48 [cas 8] key NUL [client flags 4] value CR LF
 * </pre>
 *
 * An item larger than the largest chunk has the head of a chain of chunks instead of the value. A
 * chunk has next, prev and flags at the same offsets, so that a page can be walked without knowing
 * which of its chunks are items.
 *
 * <pre>
 * 16 head     the item                 24 size      bytes it can hold
 * 41 original class of a chain's head  28 used      bytes it holds
 * 48 bytes of the value
 * </pre>
 */
public final class ItemLayout {
  /** Bytes before an item's cas id or key. */
  public static final int HEADER = 48;

  /** Bytes before a chunk's data. */
  public static final int CHUNK_HEADER = 48;

  /** In the index and an LRU. */
  public static final int LINKED = 1;

  /** Has a cas id. */
  public static final int CAS = 2;

  /** A free chunk. */
  public static final int SLABBED = 4;

  /** Fetched since it was stored. */
  public static final int FETCHED = 8;

  /** Fetched more than once since the LRU last looked. */
  public static final int ACTIVE = 16;

  /** The head of a chain of chunks. */
  public static final int CHUNKED = 32;

  /** A link of a chain of chunks. */
  public static final int CHUNK = 64;

  /** Has client flags other than 0. */
  public static final int CLIENT_FLAGS = 128;

  /** A client has won the right to recache. */
  public static final int TOKEN_SENT = 256;

  /** Invalidated, but still served. */
  public static final int STALE = 512;

  /** The client gave the key in base64. */
  public static final int KEY_BINARY = 1024;

  /** Segment bits beside the slab class. */
  public static final int HOT = 0;

  public static final int WARM = 64;
  public static final int COLD = 128;
  public static final int TEMP = 192;

  /** The bits of {@link #lruIndex} that hold the slab class. */
  public static final int CLASS_MASK = 63;

  private static final int NEXT = 0;
  private static final int PREV = 8;
  private static final int HASH_NEXT = 16;
  private static final int TIME = 24;
  private static final int EXPIRY = 28;
  private static final int NBYTES = 32;
  private static final int REFCOUNT = 36;
  private static final int FLAGS = 38;
  private static final int CLASS = 40;
  private static final int KEY_LENGTH = 41;
  private static final int HASH = 44;
  private static final int CHUNK_HEAD = 16;
  private static final int CHUNK_SIZE = 24;
  private static final int CHUNK_USED = 28;
  private static final int CHUNK_ORIGINAL_CLASS = 41;
  private static final int CAS_BYTES = 8;
  private static final int CLIENT_FLAGS_BYTES = 4;

  private ItemLayout() {}

  /** Bytes of an item without its value. */
  public static int prefixSize(int keyLength, boolean cas, int clientFlags) {
    return HEADER
        + (cas ? CAS_BYTES : 0)
        + keyLength
        + 1
        + (clientFlags == 0 ? 0 : CLIENT_FLAGS_BYTES);
  }

  /** Bytes charged to the item, whatever chunks it lies in. */
  public static int totalSize(long item) {
    return (int) (data(item) - item) + nbytes(item);
  }

  public static long next(long item) {
    return getLong(item + NEXT);
  }

  public static void next(long item, long value) {
    putLong(item + NEXT, value);
  }

  public static long prev(long item) {
    return getLong(item + PREV);
  }

  public static void prev(long item, long value) {
    putLong(item + PREV, value);
  }

  public static long hashNext(long item) {
    return getLong(item + HASH_NEXT);
  }

  public static void hashNext(long item, long value) {
    putLong(item + HASH_NEXT, value);
  }

  public static int time(long item) {
    return getInt(item + TIME);
  }

  public static void time(long item, int value) {
    putInt(item + TIME, value);
  }

  public static int expiry(long item) {
    return getInt(item + EXPIRY);
  }

  public static void expiry(long item, int value) {
    putInt(item + EXPIRY, value);
  }

  /** Bytes of the value and its line end. */
  public static int nbytes(long item) {
    return getInt(item + NBYTES);
  }

  public static void nbytes(long item, int value) {
    putInt(item + NBYTES, value);
  }

  public static int refcount(long item) {
    return getShort(item + REFCOUNT) & 0xffff;
  }

  public static void refcount(long item, int value) {
    putShort(item + REFCOUNT, (short) value);
  }

  public static int flags(long item) {
    return getShort(item + FLAGS);
  }

  public static void flags(long item, int value) {
    putShort(item + FLAGS, (short) value);
  }

  public static boolean has(long item, int flag) {
    return (flags(item) & flag) != 0;
  }

  public static void set(long item, int flag) {
    flags(item, flags(item) | flag);
  }

  public static void clear(long item, int flag) {
    flags(item, flags(item) & ~flag);
  }

  /** Slab class and segment in one number below 256. */
  public static int lruIndex(long item) {
    return getByte(item + CLASS) & 0xff;
  }

  public static void lruIndex(long item, int value) {
    putByte(item + CLASS, (byte) value);
  }

  public static int slabClass(long item) {
    return lruIndex(item) & CLASS_MASK;
  }

  public static int keyLength(long item) {
    return getByte(item + KEY_LENGTH) & 0xff;
  }

  public static void keyLength(long item, int value) {
    putByte(item + KEY_LENGTH, (byte) value);
  }

  public static int hash(long item) {
    return getInt(item + HASH);
  }

  public static void hash(long item, int value) {
    putInt(item + HASH, value);
  }

  /** The cas id; 0 in an item without one. */
  public static long cas(long item) {
    return has(item, CAS) ? getLong(item + HEADER) : 0;
  }

  public static void cas(long item, long value) {
    if (has(item, CAS)) {
      putLong(item + HEADER, value);
    }
  }

  public static long key(long item) {
    return has(item, CAS) ? item + HEADER + CAS_BYTES : item + HEADER;
  }

  public static int clientFlags(long item) {
    return has(item, CLIENT_FLAGS) ? getInt(key(item) + keyLength(item) + 1) : 0;
  }

  /** Sets the client's flags, once key length, cas and {@link #CLIENT_FLAGS} are set. */
  public static void clientFlags(long item, int value) {
    if (has(item, CLIENT_FLAGS)) {
      putInt(key(item) + keyLength(item) + 1, value);
    }
  }

  /** Where the value lies or, in an item of many chunks, the first chunk. */
  public static long data(long item) {
    int flags = flags(item);
    return item
        + HEADER
        + ((flags & CAS) != 0 ? CAS_BYTES : 0)
        + keyLength(item)
        + 1
        + ((flags & CLIENT_FLAGS) != 0 ? CLIENT_FLAGS_BYTES : 0);
  }

  public static long chunkHead(long chunk) {
    return getLong(chunk + CHUNK_HEAD);
  }

  public static void chunkHead(long chunk, long item) {
    putLong(chunk + CHUNK_HEAD, item);
  }

  /** Bytes a chunk can hold. */
  public static int chunkSize(long chunk) {
    return getInt(chunk + CHUNK_SIZE);
  }

  public static void chunkSize(long chunk, int value) {
    putInt(chunk + CHUNK_SIZE, value);
  }

  /** Bytes a chunk holds. */
  public static int chunkUsed(long chunk) {
    return getInt(chunk + CHUNK_USED);
  }

  public static void chunkUsed(long chunk, int value) {
    putInt(chunk + CHUNK_USED, value);
  }

  /** The slab class of the memory of a chain's head; its item is charged to the largest class. */
  public static int chunkOriginalClass(long chunk) {
    return getByte(chunk + CHUNK_ORIGINAL_CLASS) & 0xff;
  }

  public static void chunkOriginalClass(long chunk, int value) {
    putByte(chunk + CHUNK_ORIGINAL_CLASS, (byte) value);
  }
}

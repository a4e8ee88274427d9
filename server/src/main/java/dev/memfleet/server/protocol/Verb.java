package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import java.util.Arrays;
import java.util.Locale;

/** The first word of a request line. */
public enum Verb {
  // spotless:off
  GET, GETS, GAT, GATS,
  SET, ADD, REPLACE, APPEND, PREPEND, CAS,
  DELETE, INCR, DECR, TOUCH,
  MG("mg"), MS("ms"), MD("md"), MA("ma"), ME("me"), MN("mn"),
  STATS, VERSION, VERBOSITY, FLUSH_ALL, QUIT, SHUTDOWN, CACHE_MEMLIMIT,
  SLABS, LRU, LRU_CRAWLER, WATCH, REFRESH_CERTS, EXTSTORE, DEBUGTIME, CONFIG,
  /** Not a command of this server. */
  UNKNOWN("");
  // spotless:on

  /** Size of the hash table: a power of two, large enough to spread the verbs. */
  private static final int SLOTS = 256;

  private static final Verb[] TABLE = new Verb[SLOTS];

  static {
    Arrays.fill(TABLE, UNKNOWN);
    for (Verb verb : values()) {
      if (verb != UNKNOWN) {
        int slot = slot(verb.head, verb.word.length());
        while (TABLE[slot] != UNKNOWN) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        TABLE[slot] = verb;
      }
    }
  }

  /** Index into tables. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  public final int index = ordinal();

  private final String word;

  /** The first eight bytes, the first one in the lowest bits. */
  private final long head;

  Verb() {
    this.word = name().toLowerCase(Locale.ROOT);
    this.head = headOf(word);
  }

  Verb(String word) {
    this.word = word;
    this.head = headOf(this.word);
  }

  private static long headOf(String word) {
    long head = 0;
    for (int i = 0; i < Math.min(8, word.length()); i++) {
      head |= ((long) word.charAt(i)) << (8 * i);
    }
    return head;
  }

  private static int slot(long head, int length) {
    long mixed = (head + length) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 56);
  }

  /** Looks up the word at an address. */
  static Verb at(long address, int length) {
    long head = 0;
    for (int i = 0; i < length && i < 8; i++) {
      head |= (Bytes.get(address + i) & 0xFFL) << (8 * i);
    }
    for (int slot = slot(head, length); ; slot = (slot + 1) & (SLOTS - 1)) {
      Verb verb = TABLE[slot];
      if (verb == UNKNOWN || verb.matches(head, address, length)) {
        return verb;
      }
    }
  }

  private boolean matches(long head, long address, int length) {
    if (this.head != head || word.length() != length) {
      return false;
    }
    for (int i = 8; i < length; i++) {
      if (word.charAt(i) != Bytes.get(address + i)) {
        return false;
      }
    }
    return true;
  }
}

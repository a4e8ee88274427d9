package dev.memfleet.exporter.insight.watch;

/**
 * One log line about one key. Mutable and reused for the next line, so copy it to keep it.
 *
 * <p>The key is as the node sends it, {@code %XX} for all but letters, digits and {@code -._~}.
 */
public final class WatchLine {
  static final int NONE = -1;

  /** The outcome of a request. */
  public enum Status {
    FOUND,
    NOT_FOUND,
    FLUSHED,
    EXPIRED,
    STORED,
    EXISTS,
    NOT_STORED,
    TOO_LARGE,
    NO_MEMORY,
    UNKNOWN
  }

  byte[] bytes = new byte[0];
  int keyFrom;
  int keyTo;
  long hash;
  long micros;
  Status status = Status.UNKNOWN;
  int slabClass;
  int connection;
  long size;
  long ttl;
  long idle;
  boolean fetched;

  /** Resets all fields. */
  void clear() {
    keyFrom = 0;
    keyTo = 0;
    hash = 0;
    micros = 0;
    status = Status.UNKNOWN;
    slabClass = 0;
    connection = NONE;
    size = NONE;
    ttl = NONE;
    idle = 0;
    fetched = false;
  }

  /** Copies all fields of another line. */
  void copy(WatchLine other) {
    int length = other.keyTo - other.keyFrom;
    if (bytes.length < length) {
      bytes = new byte[length];
    }
    System.arraycopy(other.bytes, other.keyFrom, bytes, 0, length);
    keyFrom = 0;
    keyTo = length;
    hash = other.hash;
    micros = other.micros;
    status = other.status;
    slabClass = other.slabClass;
    connection = other.connection;
    size = other.size;
    ttl = other.ttl;
    idle = other.idle;
    fetched = other.fetched;
  }

  /** The array that contains the key, from {@link #keyFrom} to {@link #keyTo}. */
  public byte[] bytes() {
    return bytes;
  }

  public int keyFrom() {
    return keyFrom;
  }

  public int keyTo() {
    return keyTo;
  }

  /** The {@link KeyHash} of the key. */
  public long hash() {
    return hash;
  }

  /** The time by the node's clock, in microseconds. */
  public long micros() {
    return micros;
  }

  public Status status() {
    return status;
  }

  /** The slab class; 0 if there is no item. */
  public int slabClass() {
    return slabClass;
  }

  /** The node's file descriptor of the client's connection; negative if unknown. */
  public int connection() {
    return connection;
  }

  /** Bytes of the value; negative if unknown. */
  public long size() {
    return size;
  }

  /**
   * Time to live in seconds. Of a stored item: 0 if it never expires, negative if it expires at
   * once or the time is unknown. Of an evicted item: what was left, negative if it never expires.
   */
  public long ttl() {
    return ttl;
  }

  /** Seconds since an evicted item was last accessed, at most. */
  public long idle() {
    return idle;
  }

  /** Whether an evicted item was ever fetched. */
  public boolean fetched() {
    return fetched;
  }
}

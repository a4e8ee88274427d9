package dev.memfleet.exporter.insight.dump;

/**
 * One item of a dump. Mutable and reused for the next line, so copy it to keep it.
 *
 * <p>The key is as the node sends it, {@code %XX} for all but letters, digits and {@code -._~}.
 */
public final class DumpLine {
  static final int NONE = -1;

  byte[] bytes = new byte[0];
  int keyFrom;
  int keyTo;
  long expiresAt;
  long usedAt;
  boolean fetched;
  int slabClass;
  long size;

  /** Resets all fields. */
  void clear() {
    keyFrom = 0;
    keyTo = 0;
    expiresAt = NONE;
    usedAt = NONE;
    fetched = false;
    slabClass = 0;
    size = NONE;
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

  /** When it expires, in seconds of the node's clock; negative when it does not. */
  public long expiresAt() {
    return expiresAt;
  }

  /** When it was last used, or later: a fetch does not always update this time. */
  public long usedAt() {
    return usedAt;
  }

  /** Whether it was fetched since it was stored. */
  public boolean fetched() {
    return fetched;
  }

  /** The slab class; 0 before 1.5.4, which does not report it. */
  public int slabClass() {
    return slabClass;
  }

  /** Bytes of the whole item; negative before 1.5.4, which does not report them. */
  public long size() {
    return size;
  }
}

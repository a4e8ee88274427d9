package dev.memfleet.exporter.insight.dump;

/**
 * One item. It is changed by the next line: whoever wants to keep it copies it.
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

  /** Forgets the line before. */
  void clear() {
    keyFrom = 0;
    keyTo = 0;
    expiresAt = NONE;
    usedAt = NONE;
    fetched = false;
    slabClass = 0;
    size = NONE;
  }

  /** What holds the key, from {@link #keyFrom} to {@link #keyTo}. */
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

  /** When it was used last, or later: a fetch does not always move this time. */
  public long usedAt() {
    return usedAt;
  }

  /** Whether it was fetched since it was stored. */
  public boolean fetched() {
    return fetched;
  }

  /** Number of the slab class; 0 before 1.5.4, which does not say it. */
  public int slabClass() {
    return slabClass;
  }

  /** Bytes of the whole item; negative before 1.5.4, which does not say them. */
  public long size() {
    return size;
  }
}

package dev.memfleet.exporter.insight.hot;

import java.util.List;

/**
 * Finds the prefixes of keys: what the first pattern that matches captures, or else the part before
 * the first delimiter. Keys are as the node sends them, with {@code %XX} for all but letters,
 * digits and {@code -._~}. An instance belongs to one job: it holds the last prefix it found.
 */
public final class Prefixes {
  /** The default delimiters between the parts of keys. */
  public static final String DELIMITERS = "_:/-.|";

  private final boolean[] delimiter = new boolean[256];
  private final List<KeyPattern> patterns;
  private final DecodedKey decoded = new DecodedKey();
  private int from;
  private int to;

  /**
   * @param patterns in the order in which they are tried
   */
  public Prefixes(String delimiters, List<PrefixPattern> patterns) {
    for (int i = 0; i < delimiters.length(); i++) {
      char c = delimiters.charAt(i);
      if (c <= ' ' || c > '~' || Character.isLetterOrDigit(c)) {
        throw new IllegalArgumentException(
            "a delimiter of keys must be a printable ASCII character, not a letter or digit");
      }
      delimiter[c] = true;
    }
    this.patterns = patterns.stream().map(pattern -> new KeyPattern(pattern, decoded)).toList();
  }

  /** The default: delimiters alone. */
  public static Prefixes byDefault() {
    return new Prefixes(DELIMITERS, List.of());
  }

  /** Finds the prefix of a key; afterwards it lies between {@link #from} and {@link #to}. */
  public void find(byte[] key, int start, int end) {
    if (patterns.isEmpty() || !captured(key, start, end)) {
      from = start;
      to = delimited(key, start, end);
    }
  }

  private boolean captured(byte[] key, int start, int end) {
    decoded.set(key, start, end);
    for (KeyPattern pattern : patterns) {
      if (pattern.matches()) {
        from = decoded.place(pattern.from());
        to = decoded.place(pattern.to());
        return true;
      }
    }
    return false;
  }

  private int delimited(byte[] key, int start, int end) {
    for (int at = start; at < end; at++) {
      int c = key[at] & 0xFF;
      if (c == '%' && at + 2 < end) {
        c = (hex(key[at + 1]) << 4) | hex(key[at + 2]);
        if (delimiter[c & 0xFF]) {
          return at;
        }
        at += 2;
      } else if (delimiter[c]) {
        return at;
      }
    }
    return start;
  }

  /** The place in the key's array at which the prefix begins. */
  public int from() {
    return from;
  }

  /** The place after the prefix; equal to {@link #from} for a key without one. */
  public int to() {
    return to;
  }

  static int hex(int digit) {
    return Math.max(0, Character.digit(digit, 16));
  }
}

package dev.memfleet.exporter.insight.hot;

/**
 * The prefix of a key: the part before the first delimiter. Keys are as the node sends them, with
 * {@code %XX} for all but letters, digits and {@code -._~}.
 */
public final class Prefixes {
  /** The default delimiters between the parts of keys. */
  public static final String DELIMITERS = "_:/-.|";

  private final boolean[] delimiter = new boolean[256];

  public Prefixes(String delimiters) {
    for (int i = 0; i < delimiters.length(); i++) {
      char c = delimiters.charAt(i);
      if (c <= ' ' || c > '~' || Character.isLetterOrDigit(c)) {
        throw new IllegalArgumentException(
            "a delimiter of keys must be a printable ASCII character, not a letter or digit");
      }
      delimiter[c] = true;
    }
  }

  /** The end of the prefix; equal to {@code from} for a key without one. */
  public int end(byte[] key, int from, int to) {
    for (int at = from; at < to; at++) {
      int c = key[at] & 0xFF;
      if (c == '%' && at + 2 < to) {
        c = (hex(key[at + 1]) << 4) | hex(key[at + 2]);
        if (delimiter[c & 0xFF]) {
          return at;
        }
        at += 2;
      } else if (delimiter[c]) {
        return at;
      }
    }
    return from;
  }

  static int hex(int digit) {
    return Math.max(0, Character.digit(digit, 16));
  }
}

package dev.memfleet.exporter.insight.hot;

/**
 * The decoded bytes of a key, as text for regular expressions. Reading it more often than {@link
 * #MAX_READS} times fails: an expression with nested repetitions would else take minutes for one
 * key.
 */
final class DecodedKey implements CharSequence {
  /** Far more than an expression needs that does not backtrack: keys have 250 bytes at most. */
  static final int MAX_READS = 5000;

  /** Thrown by a read too many; without a stack trace, since it is thrown again and again. */
  static final class TooManyReads extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooManyReads() {
      super("too many reads", null, false, false);
    }
  }

  private char[] text = new char[256];
  private int[] places = new int[257];
  private int length;
  private int reads;
  private final TooManyReads tooManyReads = new TooManyReads();

  /** Decodes a key. */
  void set(byte[] key, int from, int to) {
    if (to - from > text.length) {
      text = new char[to - from];
      places = new int[to - from + 1];
    }
    length = 0;
    for (int at = from; at < to; at++) {
      places[length] = at;
      int c = key[at] & 0xFF;
      if (c == '%' && at + 2 < to) {
        c = (Prefixes.hex(key[at + 1]) << 4) | Prefixes.hex(key[at + 2]);
        at += 2;
      }
      text[length++] = (char) c;
    }
    places[length] = to;
  }

  /** The place in the encoded key of a character; of its end for the length. */
  int place(int index) {
    return places[index];
  }

  /** Allows {@link #MAX_READS} reads from now on. */
  void allowReads() {
    reads = 0;
  }

  @Override
  public char charAt(int index) {
    if (++reads > MAX_READS) {
      throw tooManyReads;
    }
    return text[index];
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(text, start, end - start);
  }

  @Override
  public String toString() {
    return new String(text, 0, length);
  }
}

package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import dev.memfleet.server.memory.Decimal;

/**
 * One request line in the read buffer, split into words at spaces. Reused; valid only while the
 * line is being answered.
 */
public final class RequestLine {
  /** Most words kept; in a longer line, the unsplit rest follows the last one. */
  public static final int MAX_TOKENS = 24;

  private final long[] starts = new long[MAX_TOKENS];
  private final int[] lengths = new int[MAX_TOKENS];
  private final Decimal decimal;
  private long start;
  private long end;
  private long rest;
  private int count;
  private Verb verb = Verb.UNKNOWN;

  public RequestLine(Decimal decimal) {
    this.decimal = decimal;
  }

  /** Points at a line without its end and reads its verb. */
  void set(long start, long end) {
    this.start = start;
    this.end = end;
    count = 0;
    rest = Bytes.find((byte) ' ', start, end);
    Verb read = Verb.at(start, (int) (rest - start));
    if (verb != read) { // G1 puts a fence after the store of a reference
      verb = read;
    }
    add(start, rest);
  }

  /** Continues a line at the words not yet split; the verb is not read. */
  public void continueAt(long from, long to) {
    start = from;
    rest = from;
    end = to;
    count = 0;
    add(from, from);
  }

  private void add(long from, long to) {
    starts[count] = from;
    lengths[count] = (int) (to - from);
    count++;
  }

  public Verb verb() {
    return verb;
  }

  /** The line's length without its end. */
  public int length() {
    return (int) (end - start);
  }

  /** Address after the last byte. */
  public long end() {
    return end;
  }

  /** Address after the last word split. */
  public long rest() {
    return rest;
  }

  /** Whether a word not yet split is longer than this. */
  public boolean hasLongerWord(int limit) {
    long from = rest;
    while (end - from > limit) {
      long space = Bytes.find((byte) ' ', from, end);
      if (space - from > limit) {
        return true;
      }
      from = space + 1;
    }
    return false;
  }

  /** Splits the rest of the line, up to {@link #MAX_TOKENS} words. */
  public void tokenize() {
    while (count < MAX_TOKENS && nextToken()) {}
  }

  /**
   * Splits off one more word, for lines with any number of them: without room, it replaces the last
   * one.
   *
   * @return false at the end of the line
   */
  public boolean nextToken() {
    long from = rest;
    while (from < end && Bytes.get(from) == ' ') {
      from++;
    }
    if (from == end) {
      return false;
    }
    rest = Bytes.find((byte) ' ', from, end);
    if (count == MAX_TOKENS) {
      count--;
    }
    add(from, rest);
    return true;
  }

  /** Keeps only the first words, so that {@link #nextToken()} reads those after them again. */
  public void rewind(int tokens) {
    count = tokens;
    rest = starts[tokens - 1] + lengths[tokens - 1];
  }

  /** Number of words split, the verb included. */
  public int count() {
    return count;
  }

  public long address(int token) {
    return starts[token];
  }

  public int length(int token) {
    return lengths[token];
  }

  /** A byte of a word. */
  public byte at(int token, int index) {
    return Bytes.get(starts[token] + index);
  }

  public boolean is(int token, String word) {
    return Bytes.equal(starts[token], lengths[token], word);
  }

  /** Whether a word of the line is a prefix of the given one, or equals it. */
  public boolean abbreviates(int token, String word) {
    return lengths[token] <= word.length()
        && Bytes.equal(starts[token], lengths[token], word.substring(0, lengths[token]));
  }

  public boolean startsWith(int token, String word) {
    return Bytes.startsWith(starts[token], lengths[token], word);
  }

  /** The whole line without its end. */
  public String text() {
    return Bytes.text(start, length());
  }

  public String text(int token) {
    return Bytes.text(starts[token], lengths[token]);
  }

  /** Whether the line's last word is {@code noreply}. */
  public boolean endsInNoreply() {
    long to = trimmedEnd();
    long from = to - " noreply".length();
    return from >= start && Bytes.equal(from, (int) (to - from), " noreply");
  }

  /** Address after the last byte that is not a space. */
  private long trimmedEnd() {
    long to = end;
    while (to > start && Bytes.get(to - 1) == ' ') {
      to--;
    }
    return to;
  }

  /** Whether the last word of the line starts with this text. */
  public boolean lastWordStartsWith(String word) {
    long to = trimmedEnd();
    long from = to;
    while (from > start && Bytes.get(from - 1) != ' ') {
      from--;
    }
    return Bytes.startsWith(from, (int) (to - from), word);
  }

  /** Reads a word as a plain unsigned 32-bit number into {@link #number()}. */
  public boolean unsigned32(int token) {
    return decimal.unsigned32(starts[token], lengths[token]);
  }

  /** Reads a word as a plain unsigned 64-bit number into {@link #number()}. */
  public boolean unsigned64(int token) {
    return decimal.unsigned64(starts[token], lengths[token]);
  }

  /** Reads a word as a plain signed 32-bit number into {@link #number()}. */
  public boolean signed32(int token) {
    return decimal.signed32(starts[token], lengths[token]);
  }

  /** Reads a word as a plain signed 64-bit number into {@link #number()}. */
  public boolean signed64(int token) {
    return decimal.signed64(starts[token], lengths[token]);
  }

  /** Reads a word as C's strtoull does into {@link #number()}. */
  public boolean lenientUnsigned(int token) {
    return decimal.lenientUnsigned(starts[token], lengths[token]);
  }

  /** Reads a word as C's strtoll does into {@link #number()}. */
  public boolean lenientSigned(int token) {
    return decimal.lenientSigned(starts[token], lengths[token]);
  }

  /** Reads what follows a flag's letter as a plain unsigned 32-bit number. */
  public boolean unsignedArgument32(int token) {
    return decimal.unsigned32(starts[token] + 1, lengths[token] - 1);
  }

  /** Reads what follows a flag's letter as a plain unsigned 64-bit number. */
  public boolean unsignedArgument64(int token) {
    return decimal.unsigned64(starts[token] + 1, lengths[token] - 1);
  }

  /** Reads what follows a flag's letter as a plain signed 32-bit number. */
  public boolean signedArgument32(int token) {
    return decimal.signed32(starts[token] + 1, lengths[token] - 1);
  }

  /** The last number read. */
  public long number() {
    return decimal.value;
  }
}

package dev.memfleet.exporter.insight.dump;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Parses the output of {@code lru_crawler metadump}, in pieces of any size: {@code key=user%3A1
 * exp=-1 la=1795342690 cas=3 fetch=yes cls=1 size=61}.
 *
 * <p>Fields may come in any order, and unknown ones are skipped, so that one parser reads 1.4.31 to
 * 1.6.45: lines before 1.5.4 have no {@code cls} and {@code size}, lines since 1.6.24 have {@code
 * flags}, and since 1.6.39 a space at their end. Lines of the protocol ({@code OK}, {@code END},
 * {@code BUSY ...}) end with CR LF, those of items with LF.
 */
public final class DumpParser {
  /** Upper limit of a line; one with a key of 250 bytes, each as {@code %XX}, is shorter. */
  private static final int MAX_LINE = 4096;

  private static final int DIGITS = 18;

  private final DumpLog log;
  private final Consumer<String> control;
  private final DumpLine line = new DumpLine();
  private final byte[] carried = new byte[MAX_LINE];
  private int carry;
  private boolean tooLong;
  private long items;
  private long malformed;

  /**
   * @param control receives the lines of the protocol, such as {@code END}, without line ends
   */
  public DumpParser(DumpLog log, Consumer<String> control) {
    this.log = log;
    this.control = control;
  }

  /** Number of items so far. */
  public long items() {
    return items;
  }

  /** Number of lines that could not be parsed. */
  public long malformed() {
    return malformed;
  }

  /** Parses a piece. */
  public void feed(byte[] bytes, int from, int to) {
    int start = from;
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        if (carry == 0 && !tooLong) {
          line(bytes, start, at);
        } else {
          carry(bytes, start, at);
          endOfCarried();
        }
        start = at + 1;
      }
    }
    carry(bytes, start, to);
  }

  private void carry(byte[] bytes, int from, int to) {
    int length = to - from;
    if (carry + length > MAX_LINE) {
      tooLong = true;
      return;
    }
    System.arraycopy(bytes, from, carried, carry, length);
    carry += length;
  }

  private void endOfCarried() {
    int length = carry;
    boolean lost = tooLong;
    carry = 0;
    tooLong = false;
    if (lost) {
      malformed++;
    } else {
      line(carried, 0, length);
    }
  }

  private void line(byte[] bytes, int from, int to) {
    if (to > from && bytes[to - 1] == '\r') {
      control.accept(new String(bytes, from, to - 1 - from, StandardCharsets.ISO_8859_1));
      return;
    }
    fields(bytes, from, to);
    if (line.keyTo == line.keyFrom) {
      malformed++;
      return;
    }
    items++;
    log.item(line);
  }

  private void fields(byte[] bytes, int from, int to) {
    line.clear();
    line.bytes = bytes;
    int at = from;
    while (at < to) {
      int name = at;
      while (at < to && bytes[at] != '=' && bytes[at] != ' ') {
        at++;
      }
      if (at < to && bytes[at] == '=') {
        int value = at + 1;
        at = value;
        while (at < to && bytes[at] != ' ') {
          at++;
        }
        field(bytes, name, value, at);
      }
      at++;
    }
  }

  /** Parses a field, identified by its first letter and its length with the equals sign. */
  private void field(byte[] bytes, int name, int value, int end) {
    switch ((bytes[name] << 8) | (value - name)) {
      case ('k' << 8) | 4 -> {
        line.keyFrom = value;
        line.keyTo = end;
      }
      case ('e' << 8) | 4 -> line.expiresAt = number(bytes, value, end);
      case ('l' << 8) | 3 -> line.usedAt = number(bytes, value, end);
      case ('f' << 8) | 6 -> {
        if (bytes[name + 1] == 'e') {
          line.fetched = end > value && bytes[value] == 'y';
        }
      }
      case ('c' << 8) | 4 -> {
        if (bytes[name + 1] == 'l') {
          line.slabClass = (int) Math.max(0, number(bytes, value, end));
        }
      }
      case ('s' << 8) | 5 -> line.size = number(bytes, value, end);
      default -> {} // cas, flags, and fields of newer servers
    }
  }

  /** A whole number; digits after the 18th are dropped. */
  private static long number(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    long number = 0;
    int end = Math.min(to, from + DIGITS);
    for (int at = negative ? from + 1 : from; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return negative ? -number : number;
  }
}

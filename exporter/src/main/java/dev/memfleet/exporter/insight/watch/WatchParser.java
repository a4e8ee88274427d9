package dev.memfleet.exporter.insight.watch;

import dev.memfleet.exporter.insight.watch.WatchLine.Status;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Parses the output of {@code watch}, in pieces of any size: {@code ts=1795665276.30804 gid=7
 * type=item_get key=user%3A1 status=found clsid=5 cfd=31 size=200}.
 *
 * <p>Fields may come in any order, and unknown ones are skipped, so that one parser reads 1.4.26 to
 * 1.6.45. Microseconds are not padded: {@code .30804} is 30 804. After {@code too_large} and {@code
 * no_memory} the numbers of a store are another call's arguments and are ignored. A time to live of
 * 2^31 or more is a negative one. Lines of the protocol end with CR LF, those of the log with LF.
 */
public final class WatchParser {
  /** Upper limit of a line; one with a key of 250 bytes, each as {@code %XX}, is shorter. */
  private static final int MAX_LINE = 4096;

  private static final long MICROS = 1_000_000;

  private final WatchLog log;
  private final Consumer<String> control;
  private final WatchLine line = new WatchLine();
  private final byte[] carried = new byte[MAX_LINE];
  private int carry;
  private boolean tooLong;
  private long lines;
  private long malformed;

  /**
   * @param control receives the lines of the protocol, such as {@code OK}, without line ends
   */
  public WatchParser(WatchLog log, Consumer<String> control) {
    this.log = log;
    this.control = control;
  }

  /** Number of log lines so far, including those that could not be parsed. */
  public long lines() {
    return lines;
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
      lines++;
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
    if (startsWith(bytes, from, to, "skipped=")) {
      log.skipped(Math.max(0, number(bytes, from + 8, to)));
      return;
    }
    lines++;
    char type = fields(bytes, from, to);
    if (type == 0 || line.keyTo == line.keyFrom) {
      malformed++;
      return;
    }
    emit(type);
  }

  private void emit(char type) {
    line.hash = KeyHash.of(line.bytes, line.keyFrom, line.keyTo);
    switch (type) {
      case 'g' -> log.get(line);
      case 's' -> {
        if (line.status == Status.TOO_LARGE || line.status == Status.NO_MEMORY) {
          line.slabClass = 0;
          line.connection = WatchLine.NONE;
          line.size = WatchLine.NONE;
        }
        log.store(line);
      }
      case 'd' -> log.deletion(line);
      case 'e' -> log.eviction(line);
      default -> {} // a line that is not about an item
    }
  }

  /** Parses all fields; returns the kind of line, 0 if it has none, '-' for others. */
  private char fields(byte[] bytes, int from, int to) {
    line.clear();
    line.bytes = bytes;
    char type = 0;
    int at = from;
    while (at < to) {
      int name = at;
      while (at < to && bytes[at] != '=' && bytes[at] != ' ') {
        at++;
      }
      if (at == to || bytes[at] == ' ') {
        at++;
        continue;
      }
      int value = at + 1;
      at = value;
      while (at < to && bytes[at] != ' ') {
        at++;
      }
      if (value - name == 5 && bytes[name] == 't' && bytes[name + 3] == 'e') {
        type = type(bytes, value, at);
      } else {
        field(bytes, name, value, at);
      }
      at++;
    }
    return type;
  }

  /** Parses a field, identified by its first letters and its length with the equals sign. */
  private void field(byte[] bytes, int name, int value, int end) {
    switch ((bytes[name] << 8) | (value - name)) {
      case ('t' << 8) | 3 -> line.micros = micros(bytes, value, end);
      case ('t' << 8) | 4 -> line.ttl = ttl(number(bytes, value, end));
      case ('k' << 8) | 4 -> {
        line.keyFrom = value;
        line.keyTo = end;
      }
      case ('s' << 8) | 7 -> line.status = status(bytes, value, end);
      case ('s' << 8) | 5 -> line.size = number(bytes, value, end);
      case ('c' << 8) | 6 -> line.slabClass = (int) number(bytes, value, end);
      case ('c' << 8) | 4 -> {
        if (bytes[name + 1] == 'f') {
          line.connection = (int) number(bytes, value, end);
        }
      }
      case ('l' << 8) | 3 -> line.idle = Math.max(0, number(bytes, value, end));
      case ('f' << 8) | 6 -> line.fetched = end > value && bytes[value] == 'y';
      default -> {} // gid, and fields of newer servers
    }
  }

  private static char type(byte[] bytes, int from, int to) {
    if (startsWith(bytes, from, to, "item_get")) {
      return 'g';
    }
    if (startsWith(bytes, from, to, "item_store")) {
      return 's';
    }
    if (startsWith(bytes, from, to, "deleted")) {
      return 'd';
    }
    return startsWith(bytes, from, to, "eviction") ? 'e' : '-';
  }

  private static Status status(byte[] bytes, int from, int to) {
    if (from == to) {
      return Status.UNKNOWN;
    }
    return switch ((bytes[from] << 8) | (to - from)) {
      case ('f' << 8) | 5 -> Status.FOUND;
      case ('f' << 8) | 7 -> Status.FLUSHED;
      case ('n' << 8) | 9 -> bytes[to - 1] == 'd' ? Status.NOT_FOUND : Status.NO_MEMORY;
      case ('n' << 8) | 10 -> Status.NOT_STORED;
      case ('e' << 8) | 7 -> Status.EXPIRED;
      case ('e' << 8) | 6 -> Status.EXISTS;
      case ('s' << 8) | 6 -> Status.STORED;
      case ('t' << 8) | 9 -> Status.TOO_LARGE;
      default -> Status.UNKNOWN;
    };
  }

  private static long ttl(long unsigned) {
    return unsigned >= 1L << 31 ? -1 : unsigned;
  }

  private static long micros(byte[] bytes, int from, int to) {
    int dot = from;
    while (dot < to && bytes[dot] != '.') {
      dot++;
    }
    long seconds = number(bytes, from, dot);
    return dot == to ? seconds * MICROS : seconds * MICROS + number(bytes, dot + 1, to);
  }

  /** A whole number; digits after the 15th are dropped. */
  private static long number(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    long number = 0;
    int end = Math.min(to, from + 15);
    for (int at = negative ? from + 1 : from; at < end; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    return negative ? -number : number;
  }

  private static boolean startsWith(byte[] bytes, int from, int to, String text) {
    if (to - from < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

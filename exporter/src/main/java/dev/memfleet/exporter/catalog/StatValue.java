package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Format;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Parses the text of a stat's value as a number. */
final class StatValue {
  /** The result of {@link #parse} for a value that is not a valid number. */
  static final double UNREADABLE = Double.NEGATIVE_INFINITY;

  private static final double MAX = 0x1p64;
  private static final int MAX_LENGTH = 40;
  private static final byte[] NULL = "(null)".getBytes(StandardCharsets.US_ASCII);

  private StatValue() {}

  /**
   * The number; NaN if there is none, because the value is {@code (null)} or the format is text;
   * {@link #UNREADABLE} if the value is malformed or exceeds memcached's unsigned 64-bit counters.
   */
  static double parse(Format format, byte[] bytes, int from, int to) {
    return switch (format) {
      case NUMBER -> number(bytes, from, to);
      case TIMEVAL -> timeval(bytes, from, to);
      case FLAG -> flag(text(bytes, from, to));
      case PRESENCE -> presence(text(bytes, from, to));
      case TEXT -> Double.NaN;
    };
  }

  private static boolean isNull(byte[] bytes, int from, int to) {
    return Arrays.equals(bytes, from, to, NULL, 0, NULL.length);
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private static double number(byte[] bytes, int from, int to) {
    if (to - from > 18 || to == from) {
      return decimal(bytes, from, to);
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return decimal(bytes, from, to);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static double decimal(byte[] bytes, int from, int to) {
    if (isNull(bytes, from, to)) {
      return Double.NaN;
    }
    if (to == from || to - from > MAX_LENGTH) {
      return UNREADABLE;
    }
    boolean digitsOnly = true;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      boolean digit = b >= '0' && b <= '9';
      if (!digit && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
        return UNREADABLE;
      }
      digitsOnly &= digit;
    }
    try {
      String text = text(bytes, from, to);
      double value = digitsOnly ? unsigned(text) : Double.parseDouble(text);
      return Math.abs(value) <= MAX ? value : UNREADABLE;
    } catch (NumberFormatException notANumber) {
      return UNREADABLE;
    }
  }

  /** Throws if the number exceeds 64 bits. */
  private static double unsigned(String digits) {
    Long.parseUnsignedLong(digits);
    return Double.parseDouble(digits);
  }

  private static double timeval(byte[] bytes, int from, int to) {
    int dot = from;
    while (dot < to && bytes[dot] != '.') {
      dot++;
    }
    double seconds = number(bytes, from, dot);
    double micros = dot < to ? number(bytes, dot + 1, to) : 0;
    if (seconds == UNREADABLE || micros == UNREADABLE) {
      return UNREADABLE;
    }
    return seconds + micros / 1_000_000;
  }

  private static double flag(String text) {
    return switch (text) {
      case "yes", "on", "1" -> 1;
      case "no", "off", "0" -> 0;
      case "(null)" -> Double.NaN;
      default -> UNREADABLE;
    };
  }

  private static double presence(String text) {
    return switch (text) {
      case "no", "(null)", "" -> 0;
      default -> 1;
    };
  }
}

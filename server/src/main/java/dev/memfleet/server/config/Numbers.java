package dev.memfleet.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses numbers as C does: leading digits count, the rest is ignored, no digits are 0. */
final class Numbers {
  private static final Pattern FRACTION =
      Pattern.compile("\\s*([+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?)");

  private Numbers() {}

  /** C's {@code atoi}, saturating. */
  static int atoi(String text) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, strtol(text, 10)));
  }

  static long strtol(String text, int radix) {
    String word = text.strip();
    int i = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    long value = 0;
    for (; i < word.length() && value < Long.MAX_VALUE / 64; i++) {
      int digit = Character.digit(word.charAt(i), radix);
      if (digit < 0) {
        break;
      }
      value = value * radix + digit;
    }
    return word.startsWith("-") ? -value : value;
  }

  /** A number of bytes, with an optional unit k or m. */
  static long size(String text) {
    char last = text.isEmpty() ? ' ' : Character.toLowerCase(text.charAt(text.length() - 1));
    long unit = last == 'k' ? 1 << 10 : last == 'm' ? 1 << 20 : 1;
    return atoi(unit == 1 ? text : text.substring(0, text.length() - 1)) * unit;
  }

  /** Whether the whole word is an unsigned 32-bit number. */
  static boolean isUnsignedInt(String text) {
    return text.matches("\\+?[0-9]{1,10}") && Long.parseLong(text) <= 0xFFFF_FFFFL;
  }

  /** C's {@code atof}. */
  static double atof(String text) {
    Matcher number = FRACTION.matcher(text);
    return number.lookingAt() ? Double.parseDouble(number.group(1)) : 0;
  }
}

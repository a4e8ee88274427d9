package dev.memfleet.server.store;

import dev.memfleet.server.store.item.Memory;

/** An unsigned 64-bit number, parsed from a value and written to it as memcached does. */
final class Decimal {
  private static final long MAX_TENTH = Long.divideUnsigned(-1L, 10);
  private static final int MAX_LAST_DIGIT = 5; // of 2^64 - 1

  private long value;

  long value() {
    return value;
  }

  /**
   * Parses a number: optional white space, an optional plus sign, and digits up to white space, a
   * NUL or the end of the bytes.
   *
   * @return false if there is no such number or it needs more than 64 bits
   */
  boolean parse(long from, int length) {
    long end = from + length;
    long at = from;
    while (at < end && isSpace(Memory.getByte(at))) {
      at++;
    }
    if (at < end && Memory.getByte(at) == '+') {
      at++;
    }
    long first = at;
    long number = 0;
    for (; at < end; at++) {
      int digit = Memory.getByte(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      int order = Long.compareUnsigned(number, MAX_TENTH);
      if (order > 0 || (order == 0 && digit > MAX_LAST_DIGIT)) {
        return false;
      }
      number = number * 10 + digit;
    }
    value = number;
    return at > first && (at == end || isSpace(Memory.getByte(at)) || Memory.getByte(at) == 0);
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Adds, modulo 2^64, or subtracts, down to 0. */
  void add(boolean increment, long delta) {
    if (increment) {
      value += delta;
    } else {
      value = Long.compareUnsigned(delta, value) > 0 ? 0 : value - delta;
    }
  }

  /** Number of digits. */
  int digits() {
    int digits = 1;
    for (long rest = Long.divideUnsigned(value, 10); rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Writes the number and pads it with spaces to a width. */
  void write(long to, int digits, int width) {
    long rest = value;
    for (int i = digits - 1; i >= 0; i--) {
      long quotient = Long.divideUnsigned(rest, 10);
      Memory.putByte(to + i, (byte) ('0' + (rest - quotient * 10)));
      rest = quotient;
    }
    for (int i = digits; i < width; i++) {
      Memory.putByte(to + i, (byte) ' ');
    }
  }
}

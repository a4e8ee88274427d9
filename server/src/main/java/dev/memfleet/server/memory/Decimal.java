package dev.memfleet.server.memory;

/**
 * Parses decimal numbers in memcached's three ways. Most arguments are plain: digits only, after a
 * minus if they are signed, and at most {@value #MAX_LENGTH_32} or {@value #MAX_LENGTH_64}
 * characters. Flags and lifetime of a storage command are parsed as C's strtol family does: white
 * space and a sign may lead, white space may follow. A stored value may also go on after a NUL. The
 * number is left in {@link #value}; one instance per thread.
 */
public final class Decimal {
  /** Most characters of a plain 32-bit number, leading zeros included. */
  static final int MAX_LENGTH_32 = 11;

  /** Most characters of a plain 64-bit number, leading zeros included. */
  static final int MAX_LENGTH_64 = 22;

  private static final int BITS_32 = 32;

  /** The last number read. */
  public long value;

  /** Reads a plain number from 0 to 2^32 - 1. */
  public boolean unsigned32(long address, int length) {
    return length <= MAX_LENGTH_32 && plain(address, length) && value >>> BITS_32 == 0;
  }

  /** Reads a plain number from 0 to 2^64 - 1. */
  public boolean unsigned64(long address, int length) {
    return length <= MAX_LENGTH_64 && plain(address, length);
  }

  /** Reads a plain number from -2^31 to 2^31 - 1. */
  public boolean signed32(long address, int length) {
    return length <= MAX_LENGTH_32 && signed64(address, length) && value == (int) value;
  }

  /** Reads a plain number from -2^63 to 2^63 - 1. */
  public boolean signed64(long address, int length) {
    boolean negative = length > 0 && Bytes.get(address) == '-';
    int sign = negative ? 1 : 0;
    return length <= MAX_LENGTH_64 && plain(address + sign, length - sign) && sign(negative);
  }

  /** Reads an unsigned 64-bit number as strtoull does; negative ones are refused. */
  public boolean lenientUnsigned(long address, int length) {
    long end = address + length;
    long at = skipSpace(address, end);
    boolean negative = at < end && Bytes.get(at) == '-';
    if (!digits(negative ? at + 1 : skipPlus(at, end), end)) {
      return false;
    }
    if (negative) {
      value = -value;
      return value >= 0;
    }
    return true;
  }

  /** Reads a signed 64-bit number as strtoll does. */
  public boolean lenientSigned(long address, int length) {
    long end = address + length;
    long at = skipSpace(address, end);
    boolean negative = at < end && Bytes.get(at) == '-';
    return digits(negative ? at + 1 : skipPlus(at, end), end) && sign(negative);
  }

  /** Reads an unsigned 64-bit number from a value: a plus may lead, and a NUL may follow. */
  public boolean stored(long address, int length) {
    long end = address + length;
    long from = skipPlus(skipSpace(address, end), end);
    long at = run(from, end);
    return at > from && (at == end || isSpace(Bytes.get(at)) || Bytes.get(at) == 0);
  }

  /** Applies the sign to the number read; false if it does not fit 64 bits. */
  private boolean sign(boolean negative) {
    if (negative) {
      value = -value;
      return value <= 0;
    }
    return value >= 0;
  }

  private static long skipSpace(long address, long end) {
    long at = address;
    while (at < end && isSpace(Bytes.get(at))) {
      at++;
    }
    return at;
  }

  private static long skipPlus(long at, long end) {
    return at < end && Bytes.get(at) == '+' ? at + 1 : at;
  }

  /** Reads digits only, up to the end. */
  private boolean plain(long from, int length) {
    return length > 0 && run(from, from + length) == from + length;
  }

  /** Reads digits up to white space or the end. */
  private boolean digits(long from, long end) {
    long at = run(from, end);
    return at > from && (at == end || isSpace(Bytes.get(at)));
  }

  /** Reads digits; returns where they end, or {@code from} if the number does not fit 64 bits. */
  private long run(long from, long end) {
    long number = 0;
    long at = from;
    for (; at < end; at++) {
      int digit = Bytes.get(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (overflows(number, digit)) {
        return from;
      }
      number = number * 10 + digit;
    }
    value = number;
    return at;
  }

  private static boolean overflows(long number, int digit) {
    if (number >= 0 && number < Long.MAX_VALUE / 10) {
      return false;
    }
    long most = Long.divideUnsigned(-1L - digit, 10);
    return Long.compareUnsigned(number, most) > 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Number of digits in an unsigned number. */
  public static int length(long number) {
    if (number < 0) {
      return Long.compareUnsigned(number, -8446744073709551616L) >= 0 ? 20 : 19;
    }
    int length = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      length++;
    }
    return length;
  }
}

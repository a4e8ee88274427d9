package dev.memfleet.server.protocol;

/**
 * Reads decimal words as C's strtol family does: white space and a sign may lead, white space may
 * follow. The number is left in {@link #value}; one instance per thread.
 */
public final class Decimal {
  /** The last number read. */
  public long value;

  /** Reads an unsigned 64-bit number. */
  public boolean unsigned(long address, int length) {
    long end = address + length;
    long at = skipSpace(address, end);
    boolean negative = at < end && Bytes.get(at) == '-';
    if (!digits(negative ? at + 1 : skipPlus(at, end), end, true)) {
      return false;
    }
    if (negative) {
      value = -value;
      return value >= 0;
    }
    return true;
  }

  /** Reads a signed 64-bit number. */
  public boolean signed(long address, int length) {
    long end = address + length;
    long at = skipSpace(address, end);
    boolean negative = at < end && Bytes.get(at) == '-';
    if (!digits(negative ? at + 1 : skipPlus(at, end), end, false)) {
      return false;
    }
    if (negative) {
      value = -value;
    }
    return true;
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

  private boolean digits(long from, long end, boolean unsigned) {
    long number = 0;
    long at = from;
    for (; at < end; at++) {
      int digit = Bytes.get(at) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (overflows(number, digit, unsigned)) {
        return false;
      }
      number = number * 10 + digit;
    }
    value = number;
    return at > from && (at == end || isSpace(Bytes.get(at)));
  }

  private static boolean overflows(long number, int digit, boolean unsigned) {
    if (number >= 0 && number < Long.MAX_VALUE / 10) {
      return false;
    }
    if (!unsigned) {
      return number > (Long.MAX_VALUE - digit) / 10;
    }
    long most = Long.divideUnsigned(-1L - digit, 10);
    return Long.compareUnsigned(number, most) > 0;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** Digits an unsigned number takes. */
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

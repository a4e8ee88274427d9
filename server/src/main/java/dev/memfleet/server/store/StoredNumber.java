package dev.memfleet.server.store;

import dev.memfleet.server.memory.Decimal;
import dev.memfleet.server.memory.Memory;

/** The unsigned 64-bit number in a value: read, changed and written back as memcached does. */
final class StoredNumber {
  private final Decimal decimal = new Decimal();

  long value() {
    return decimal.value;
  }

  /** Reads the number; false if there is none or it needs more than 64 bits. */
  boolean read(long from, int length) {
    return decimal.stored(from, length);
  }

  /** Adds, modulo 2^64, or subtracts, down to 0. */
  void add(boolean increment, long delta) {
    long value = decimal.value;
    if (increment) {
      decimal.value = value + delta;
    } else {
      decimal.value = Long.compareUnsigned(delta, value) > 0 ? 0 : value - delta;
    }
  }

  /** Number of digits. */
  int digits() {
    return Decimal.length(decimal.value);
  }

  /** Writes the number and pads it with spaces to a width. */
  void write(long to, int digits, int width) {
    long rest = decimal.value;
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

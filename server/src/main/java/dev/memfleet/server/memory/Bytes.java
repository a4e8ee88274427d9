package dev.memfleet.server.memory;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes in raw memory: a search eight bytes at a time, text, and big-endian numbers. */
public final class Bytes {
  private static final boolean IS_LITTLE_ENDIAN =
      ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Bytes() {}

  public static byte get(long address) {
    return Memory.getByte(address);
  }

  public static int bigShort(long address) {
    return ((get(address) & 0xFF) << 8) | (get(address + 1) & 0xFF);
  }

  public static int bigInt(long address) {
    int word = Memory.getInt(address);
    return IS_LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }

  public static long bigLong(long address) {
    long word = Memory.getLong(address);
    return IS_LITTLE_ENDIAN ? Long.reverseBytes(word) : word;
  }

  public static void bigInt(long address, int value) {
    Memory.putInt(address, IS_LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
  }

  public static void bigLong(long address, long value) {
    Memory.putLong(address, IS_LITTLE_ENDIAN ? Long.reverseBytes(value) : value);
  }

  /** Address of the first such byte in a range, or the range's end. */
  public static long find(byte wanted, long from, long end) {
    long at = from;
    long pattern = LOW_BITS * (wanted & 0xFF);
    while (at + 8 <= end) {
      long word = Memory.getLong(at) ^ pattern;
      long zeros = (word - LOW_BITS) & ~word & HIGH_BITS;
      if (zeros != 0 && IS_LITTLE_ENDIAN) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      } else if (zeros != 0) {
        break; // borrows may mark wrong bytes above the first in this order
      }
      at += 8;
    }
    while (at < end && get(at) != wanted) {
      at++;
    }
    return at;
  }

  /** Whether a range equals this ASCII text. */
  public static boolean equal(long address, int length, String text) {
    return length == text.length() && startsWith(address, length, text);
  }

  /** Whether a range starts with this ASCII text. */
  public static boolean startsWith(long address, int length, String text) {
    if (length < text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (get(address + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The range as text, one character per byte. */
  public static String text(long address, int length) {
    byte[] bytes = new byte[length];
    Memory.copy(address, bytes, 0, length);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

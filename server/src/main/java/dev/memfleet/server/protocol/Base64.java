package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import dev.memfleet.server.memory.Memory;

/** Base64 in raw memory, standard alphabet, with padding. */
public final class Base64 {
  private static final byte[] ALPHABET =
      ReplyBuffer.ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  private static final byte[] VALUES = new byte[256];

  static {
    java.util.Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length; i++) {
      VALUES[ALPHABET[i]] = (byte) i;
    }
  }

  private Base64() {}

  /**
   * Decodes base64.
   *
   * @return the decoded length, or 0 when the source is not base64
   */
  public static int decode(long from, int length, long to) {
    if (length == 0 || length % 4 != 0) {
      return 0;
    }
    int padding = Bytes.get(from + length - 1) != '=' ? 0 : 1;
    padding += padding == 1 && Bytes.get(from + length - 2) == '=' ? 1 : 0;
    int bits = 0;
    int count = 0;
    long at = to;
    for (int i = 0; i < length - padding; i++) {
      int value = VALUES[Bytes.get(from + i) & 0xFF];
      if (value < 0) {
        return 0;
      }
      bits = bits << 6 | value;
      count += 6;
      if (count >= 8) {
        count -= 8;
        Memory.putByte(at++, (byte) (bits >> count));
      }
    }
    return (int) (at - to);
  }

  /** Length of the encoded form of a number of bytes. */
  public static int encodedLength(int length) {
    return (length + 2) / 3 * 4;
  }

  /** Encodes {@link #encodedLength} bytes. */
  public static void encode(long from, int length, long to) {
    long at = to;
    for (int i = 0; i < length; i += 3) {
      int left = Math.min(3, length - i);
      int bits = (Bytes.get(from + i) & 0xFF) << 16;
      bits |= left > 1 ? (Bytes.get(from + i + 1) & 0xFF) << 8 : 0;
      bits |= left > 2 ? Bytes.get(from + i + 2) & 0xFF : 0;
      for (int n = 0; n < 4; n++) {
        boolean padded = n > left;
        Memory.putByte(at++, padded ? (byte) '=' : ALPHABET[bits >> (18 - 6 * n) & 0x3F]);
      }
    }
  }
}

package dev.memfleet.exporter.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One packet of the binary protocol: a header of 24 bytes, then extras, key and value.
 *
 * <pre>
 *   magic opcode keyLength(2) extrasLength 0 status(2) bodyLength(4) opaque(4) cas(8)
 * </pre>
 */
final class BinaryPacket {
  static final int HEADER = 24;

  static final int FLUSH = 0x08;
  static final int VERSION = 0x0b;
  static final int STAT = 0x10;
  static final int LIST_MECHANISMS = 0x20;
  static final int AUTHENTICATE = 0x21;

  static final int OK = 0;
  static final int NOT_AUTHENTICATED = 0x20;
  static final int UNKNOWN_COMMAND = 0x81;

  /** The first byte of every answer, which never occurs in the text protocol. */
  static final byte ANSWER = (byte) 0x81;

  private static final byte REQUEST = (byte) 0x80;

  private final byte[] bytes;
  private final int at;
  private final ByteBuffer buffer;

  /** The packet whose header starts at an index. */
  BinaryPacket(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
    this.buffer = ByteBuffer.wrap(bytes);
  }

  static byte[] request(int opcode, String key, byte[] value) {
    return request(opcode, key, value, 0);
  }

  static byte[] request(int opcode, String key, byte[] value, long cas) {
    return request(opcode, new byte[0], key, value, cas);
  }

  static byte[] request(int opcode, byte[] extras, String key, byte[] value, long cas) {
    byte[] name = key.getBytes(StandardCharsets.US_ASCII);
    int body = extras.length + name.length + value.length;
    return ByteBuffer.allocate(HEADER + body)
        .put(REQUEST)
        .put((byte) opcode)
        .putShort((short) name.length)
        .put((byte) extras.length)
        .put(new byte[3])
        .putInt(body)
        .putInt(0)
        .putLong(cas)
        .put(extras)
        .put(name)
        .put(value)
        .array();
  }

  /** A request to drop all items; the delay is in the extras. */
  static byte[] flush(int delaySeconds) {
    byte[] delay = ByteBuffer.allocate(4).putInt(delaySeconds).array();
    return request(FLUSH, delay, "", new byte[0], 0);
  }

  /**
   * Validates a header.
   *
   * @param most the maximum length of the body
   */
  void check(int opcode, int most) throws ProtocolException {
    if (bytes[at] != ANSWER || (bytes[at + 1] & 0xff) != opcode) {
      throw new ProtocolException(
          "unexpected packet: magic %02x, opcode %02x".formatted(bytes[at], bytes[at + 1]));
    }
    int body = buffer.getInt(at + 8);
    if (body < 0 || body > most) {
      throw new ProtocolException("packet longer than " + most + " bytes");
    }
    if (keyStart() + keyLength() > end()) {
      throw new ProtocolException("packet shorter than its key");
    }
  }

  int status() {
    return buffer.getShort(at + 6) & 0xffff;
  }

  int keyLength() {
    return buffer.getShort(at + 2) & 0xffff;
  }

  int keyStart() {
    return at + HEADER + (bytes[at + 4] & 0xff);
  }

  int valueStart() {
    return keyStart() + keyLength();
  }

  /** The start of the next packet. */
  int end() {
    return at + HEADER + buffer.getInt(at + 8);
  }

  /** The value as text. */
  String value() {
    return new String(bytes, valueStart(), end() - valueStart(), StandardCharsets.UTF_8);
  }
}

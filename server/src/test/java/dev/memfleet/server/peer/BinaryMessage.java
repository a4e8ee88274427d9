package dev.memfleet.server.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Requests of the binary protocol: a header of {@value #HEADER} bytes, extras, a key, a value. */
public final class BinaryMessage {
  public static final int HEADER = 24;
  public static final byte REQUEST = (byte) 0x80;
  public static final byte RESPONSE = (byte) 0x81;

  private BinaryMessage() {}

  /** The header of a request whose lengths may be wrong. */
  public static byte[] header(
      int opcode, int keyLength, int extrasLength, int bodyLength, int opaque, long cas) {
    return ByteBuffer.allocate(HEADER)
        .put(REQUEST)
        .put((byte) opcode)
        .putShort((short) keyLength)
        .put((byte) extrasLength)
        .put(new byte[3]) // data type and vbucket
        .putInt(bodyLength)
        .putInt(opaque)
        .putLong(cas)
        .array();
  }

  /** A request's bytes, one character each. */
  public static String request(
      int opcode, String extras, String key, String value, int opaque, long cas) {
    int bodyLength = extras.length() + key.length() + value.length();
    byte[] header = header(opcode, key.length(), extras.length(), bodyLength, opaque, cas);
    return new String(header, ISO_8859_1) + extras + key + value;
  }

  /** A request with the opaque and the cas id 0. */
  public static String request(int opcode, String extras, String key, String value) {
    return request(opcode, extras, key, value, 0, 0);
  }
}

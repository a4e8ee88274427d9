package dev.memfleet.exporter.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Requests of memcached's binary protocol: a header of 24 bytes, extras, key and value. */
public final class BinaryRequest {
  public static final int HEADER = 24;

  private BinaryRequest() {}

  /** The bytes of a request. */
  public static byte[] of(int opcode, byte[] extras, String key, String value, long cas) {
    byte[] name = key.getBytes(UTF_8);
    byte[] content = value.getBytes(UTF_8);
    int body = extras.length + name.length + content.length;
    return ByteBuffer.allocate(HEADER + body)
        .put((byte) 0x80)
        .put((byte) opcode)
        .putShort((short) name.length)
        .put((byte) extras.length)
        .put(new byte[3])
        .putInt(body)
        .putInt(0)
        .putLong(cas)
        .put(extras)
        .put(name)
        .put(content)
        .array();
  }
}

package dev.memfleet.exporter.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Answers of the binary protocol. */
final class Packets {
  private Packets() {}

  static byte[] answer(int opcode, int status, String key, String value) {
    byte[] body = (key + value).getBytes(ISO_8859_1);
    return ByteBuffer.allocate(24 + body.length)
        .put((byte) 0x81)
        .put((byte) opcode)
        .putShort((short) key.length())
        .putShort((short) 0)
        .putShort((short) status)
        .putInt(body.length)
        .putInt(0)
        .putLong(0)
        .put(body)
        .array();
  }

  static byte[] stat(String name, String value) {
    return answer(0x10, 0, name, value);
  }

  static byte[] end() {
    return stat("", "");
  }

  static byte[] concat(byte[]... packets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      all.writeBytes(packet);
    }
    return all.toByteArray();
  }
}

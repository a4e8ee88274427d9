package dev.memfleet.server.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * A binary request.
 *
 * @param cas the cas id it names; negative stands for the last one that the server sent for the key
 */
record BinaryCommand(int opcode, String extras, String key, String value, long cas) {
  static final int HEADER = 24;
  static final long LAST_CAS = -1;

  /** Sent after each request; its response marks the end of the responses to the request. */
  static final BinaryCommand SENTINEL = new BinaryCommand(0x0a, "", "", "", 0);

  /** The request's bytes, one character each. */
  String bytes(long lastCas, int opaque) {
    ByteBuffer header =
        ByteBuffer.allocate(HEADER)
            .put((byte) 0x80)
            .put((byte) opcode)
            .putShort((short) key.length())
            .put((byte) extras.length())
            .put(new byte[3])
            .putInt(extras.length() + key.length() + value.length())
            .putInt(opaque)
            .putLong(cas == LAST_CAS ? lastCas : cas);
    return new String(header.array(), ISO_8859_1) + extras + key + value;
  }
}

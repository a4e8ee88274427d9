package dev.memfleet.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.server.peer.BinaryMessage;
import java.nio.ByteBuffer;

/** How requests are encoded, and the length of their replies if every key is stored. */
enum Encoding {
  TEXT {
    @Override
    byte[] get(String... keys) {
      return ("get " + String.join(" ", keys) + "\r\n").getBytes(US_ASCII);
    }

    @Override
    byte[] setHead(String key, int valueBytes) {
      return ("set " + key + " 0 0 " + valueBytes + "\r\n").getBytes(US_ASCII);
    }

    @Override
    byte[] setEnd() {
      return "\r\n".getBytes(US_ASCII);
    }

    @Override
    int getReplyLength(String key, int keys, int valueBytes) {
      int valueLine = ("VALUE " + key + " 0 " + valueBytes + "\r\n").length();
      return keys * (valueLine + valueBytes + 2) + "END\r\n".length();
    }

    @Override
    int setReplyLength() {
      return "STORED\r\n".length();
    }

    @Override
    byte getReplyStart() {
      return 'V';
    }

    @Override
    byte setReplyStart() {
      return 'S';
    }
  },

  /** The binary protocol, with one key for each get. */
  BINARY {
    @Override
    byte[] get(String... keys) {
      if (keys.length != 1) {
        throw new IllegalArgumentException("a binary get has one key");
      }
      return request(GET, 0, keys[0], 0);
    }

    @Override
    byte[] setHead(String key, int valueBytes) {
      return request(SET, SET_EXTRAS, key, valueBytes);
    }

    @Override
    byte[] setEnd() {
      return new byte[0];
    }

    @Override
    int getReplyLength(String key, int keys, int valueBytes) {
      return BinaryMessage.HEADER + GET_EXTRAS + valueBytes;
    }

    @Override
    int setReplyLength() {
      return BinaryMessage.HEADER;
    }

    @Override
    byte getReplyStart() {
      return BinaryMessage.RESPONSE;
    }

    @Override
    byte setReplyStart() {
      return BinaryMessage.RESPONSE;
    }
  };

  private static final int SET_EXTRAS = 8;
  private static final int GET_EXTRAS = 4;
  private static final byte GET = 0;
  private static final byte SET = 1;

  /** A binary request up to its value, with extras of zeros. */
  private static byte[] request(byte opcode, int extras, String name, int valueBytes) {
    byte[] key = name.getBytes(US_ASCII);
    int bodyLength = extras + key.length + valueBytes;
    return ByteBuffer.allocate(BinaryMessage.HEADER + extras + key.length)
        .put(BinaryMessage.header(opcode, key.length, extras, bodyLength, 0, 0))
        .put(new byte[extras])
        .put(key)
        .array();
  }

  abstract byte[] get(String... keys);

  /** Everything before the value. */
  abstract byte[] setHead(String key, int valueBytes);

  /** Everything after the value. */
  abstract byte[] setEnd();

  /**
   * Bytes of the reply to a get.
   *
   * @param key one of its keys, which have equal lengths
   * @param keys number of its keys
   */
  abstract int getReplyLength(String key, int keys, int valueBytes);

  /** Bytes of the reply to a set. */
  abstract int setReplyLength();

  /** The first byte of the reply to a get. */
  abstract byte getReplyStart();

  /** The first byte of the reply to a set. */
  abstract byte setReplyStart();
}

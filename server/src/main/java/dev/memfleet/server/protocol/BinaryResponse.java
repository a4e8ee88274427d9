package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import dev.memfleet.server.memory.Memory;

/**
 * Writes binary responses. The header has the layout of a request header, but magic 0x81, and a
 * status in the two bytes that are reserved in requests.
 */
public final class BinaryResponse {
  /** Bytes of a header. */
  public static final int HEADER = BinaryRequest.HEADER;

  private static final int MAGIC = 0x81;

  private BinaryResponse() {}

  /** Appends a header; extras, key and value must follow. */
  public static void header(
      ReplyBuffer reply,
      int opcode,
      int opaque,
      int status,
      int extrasLength,
      int keyLength,
      int bodyLength,
      long cas) {
    long at = reply.reserve(HEADER);
    Bytes.bigInt(at, (MAGIC << 24) | (opcode << 16) | keyLength);
    Bytes.bigInt(at + 4, (extrasLength << 24) | status);
    Bytes.bigInt(at + 8, bodyLength);
    Memory.putInt(at + 12, opaque);
    Bytes.bigLong(at + 16, cas);
    reply.advance(HEADER);
  }

  /** Appends four bytes. */
  public static void bigInt(ReplyBuffer reply, int value) {
    Bytes.bigInt(reply.reserve(Integer.BYTES), value);
    reply.advance(Integer.BYTES);
  }

  /** Appends eight bytes. */
  public static void bigLong(ReplyBuffer reply, long value) {
    Bytes.bigLong(reply.reserve(Long.BYTES), value);
    reply.advance(Long.BYTES);
  }
}

package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Bytes;
import dev.memfleet.server.memory.Memory;

/**
 * The head of one binary request in the read buffer: header, extras and key. Reused; valid only
 * while the request is being answered. Numbers are big-endian.
 *
 * <pre>
 *  0 magic 0x80      4 extras length   12 opaque, echoed
 *  1 opcode          5 data type       16 cas
 *  2 key length      8 body length     24 extras, key; then the value
 * </pre>
 */
public final class BinaryRequest {
  /** The first byte of every request. */
  static final byte MAGIC = (byte) 0x80;

  static final int HEADER = 24;
  private static final int OPCODE = 1;
  private static final int KEY_LENGTH = 2;
  private static final int EXTRAS_LENGTH = 4;
  private static final int BODY_LENGTH = 8;
  private static final int OPAQUE = 12;
  private static final int CAS = 16;

  private long start;
  private int code;
  private int keyLength;
  private int extrasLength;
  private long bodyLength;

  /** Points at a header. */
  void set(long address) {
    start = address;
    code = Bytes.get(address + OPCODE) & 0xFF;
    keyLength = Bytes.bigShort(address + KEY_LENGTH);
    extrasLength = Bytes.get(address + EXTRAS_LENGTH) & 0xFF;
    bodyLength = Integer.toUnsignedLong(Bytes.bigInt(address + BODY_LENGTH));
  }

  /** Bytes of header, extras and key. */
  int headLength() {
    return HEADER + extrasLength + keyLength;
  }

  /** Whether extras and key lie within the body. */
  public boolean isConsistent() {
    return extrasLength + keyLength <= bodyLength;
  }

  /** Whether it has the parts that its command requires. */
  public boolean isWellFormed() {
    return opcode().fits(extrasLength, keyLength, valueLength());
  }

  public Opcode opcode() {
    return Opcode.of(code);
  }

  /** The opcode as sent, possibly that of a quiet form. */
  public int code() {
    return code;
  }

  /** Whether the opcode is that of a quiet form, which omits the expected response. */
  public boolean quiet() {
    return Opcode.quiet(code);
  }

  /** The client's opaque, read in native byte order; it must be echoed in native byte order too. */
  public int opaque() {
    return Memory.getInt(start + OPAQUE);
  }

  public long cas() {
    return Bytes.bigLong(start + CAS);
  }

  public int extrasLength() {
    return extrasLength;
  }

  /** Four bytes of the extras. */
  public int extrasInt(int offset) {
    return Bytes.bigInt(start + HEADER + offset);
  }

  /** Eight bytes of the extras. */
  public long extrasLong(int offset) {
    return Bytes.bigLong(start + HEADER + offset);
  }

  /** Address of the key. */
  public long key() {
    return start + HEADER + extrasLength;
  }

  public int keyLength() {
    return keyLength;
  }

  /** The key, one character per byte. */
  public String keyText() {
    return Bytes.text(key(), keyLength);
  }

  /** Bytes of the value, which follows the key. */
  public long valueLength() {
    return bodyLength - extrasLength - keyLength;
  }

  /** A byte of the header. */
  public int headerByte(int index) {
    return Bytes.get(start + index) & 0xFF;
  }
}

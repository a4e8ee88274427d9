package dev.memfleet.server.protocol;

import java.util.Arrays;

/**
 * The commands of the binary protocol. Most have a quiet form, which omits the expected response:
 * quiet retrievals do not answer a miss, other quiet commands do not answer success.
 */
public enum Opcode {
  // spotless:off
  GET(0x00, 0x09, Shape.KEY),
  SET(0x01, 0x11, Shape.ITEM),
  ADD(0x02, 0x12, Shape.ITEM),
  REPLACE(0x03, 0x13, Shape.ITEM),
  DELETE(0x04, 0x14, Shape.KEY),
  INCREMENT(0x05, 0x15, Shape.DELTA),
  DECREMENT(0x06, 0x16, Shape.DELTA),
  QUIT(0x07, 0x17, Shape.NOTHING),
  FLUSH(0x08, 0x18, Shape.DELAY),
  NOOP(0x0a, Shape.NOTHING),
  VERSION(0x0b, Shape.NOTHING),
  GETK(0x0c, 0x0d, Shape.KEY),
  APPEND(0x0e, 0x19, Shape.PART),
  PREPEND(0x0f, 0x1a, Shape.PART),
  STAT(0x10, Shape.SECTION),
  TOUCH(0x1c, Shape.LIFETIME),
  GAT(0x1d, 0x1e, Shape.LIFETIME),
  SASL_LIST(0x20, Shape.NOTHING),
  SASL_AUTH(0x21, Shape.PART),
  SASL_STEP(0x22, Shape.PART),
  GATK(0x23, 0x24, Shape.LIFETIME),
  /** Not a command of this server. */
  UNKNOWN(-1, Shape.ANYTHING);
  // spotless:on

  private enum Need {
    NONE,
    SOME,
    ANY;

    boolean accepts(long length) {
      return this == ANY || (length > 0) == (this == SOME);
    }
  }

  /** The parts of a request besides its header. */
  private enum Shape {
    NOTHING(0, Need.NONE, Need.NONE),
    /** A delay of 4 bytes, or none. */
    DELAY(4, Need.NONE, Need.NONE) {
      @Override
      boolean extras(int length) {
        return length == 0 || super.extras(length);
      }
    },
    KEY(0, Need.SOME, Need.NONE),
    /** Flags and lifetime, key, value. */
    ITEM(8, Need.SOME, Need.ANY),
    /** Delta, initial number and lifetime, key. */
    DELTA(20, Need.SOME, Need.NONE),
    /** Key and value. */
    PART(0, Need.SOME, Need.ANY),
    /** Lifetime and key; as in memcached, more may follow. */
    LIFETIME(4, Need.SOME, Need.ANY),
    /** An optional name; as in memcached, more may follow. */
    SECTION(0, Need.ANY, Need.ANY),
    /** Any parts: nothing is known of them. */
    ANYTHING(0, Need.ANY, Need.ANY) {
      @Override
      boolean extras(int length) {
        return true;
      }
    };

    private final int extras;
    private final Need key;
    private final Need value;

    Shape(int extras, Need key, Need value) {
      this.extras = extras;
      this.key = key;
      this.value = value;
    }

    boolean extras(int length) {
      return length == extras;
    }
  }

  private static final int CODES = 256;
  private static final int NO_QUIET_FORM = -1;
  private static final Opcode[] BY_CODE = new Opcode[CODES];
  private static final boolean[] QUIET = new boolean[CODES];

  static {
    Arrays.fill(BY_CODE, UNKNOWN);
    for (Opcode opcode : values()) {
      if (opcode.code >= 0) {
        BY_CODE[opcode.code] = opcode;
      }
      if (opcode.quietCode >= 0) {
        BY_CODE[opcode.quietCode] = opcode;
        QUIET[opcode.quietCode] = true;
      }
    }
  }

  /** Index into tables. */
  @SuppressWarnings("EnumOrdinal") // an array index, never stored
  public final int index = ordinal();

  private final int code;
  private final int quietCode;
  private final Shape shape;

  Opcode(int code, Shape shape) {
    this(code, NO_QUIET_FORM, shape);
  }

  Opcode(int code, int quietCode, Shape shape) {
    this.code = code;
    this.quietCode = quietCode;
    this.shape = shape;
  }

  /** The command of an opcode, quiet or not. */
  static Opcode of(int code) {
    return BY_CODE[code];
  }

  /** Whether an opcode is that of a quiet form. */
  static boolean quiet(int code) {
    return QUIET[code];
  }

  /** Whether a request has the parts that the command requires. */
  boolean fits(int extrasLength, int keyLength, long valueLength) {
    return shape.extras(extrasLength)
        && shape.key.accepts(keyLength)
        && shape.value.accepts(valueLength);
  }
}

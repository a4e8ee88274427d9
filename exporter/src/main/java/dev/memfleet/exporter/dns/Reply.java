package dev.memfleet.exporter.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a name server replied.
 *
 * @param truncated whether the rest is to be had over TCP
 * @param code 0 is success, 3 no such name
 * @param records of the type that was asked for; those of the names that a name is an alias of, too
 * @param ttlSeconds the shortest time to live among the records of the answer; 0 without any
 */
record Reply(boolean truncated, int code, List<DnsRecord> records, long ttlSeconds) {
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int MAX_NAME = 255;

  /**
   * Reads a message.
   *
   * @throws DnsException unless it is a reply to the question
   */
  static Reply decode(byte[] message, Question question) throws DnsException {
    try {
      return new Decoder(ByteBuffer.wrap(message), question).decode();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw DnsException.of("a malformed reply");
    }
  }

  /** {@code id flags questions answers authorities additions | question | records}. */
  private static final class Decoder {
    private final ByteBuffer in;
    private final Question question;
    private final List<DnsRecord> records = new ArrayList<>();
    private long ttlSeconds = Long.MAX_VALUE;

    Decoder(ByteBuffer in, Question question) {
      this.in = in;
      this.question = question;
    }

    Reply decode() throws DnsException {
      int id = unsignedShort();
      int flags = unsignedShort();
      int questions = unsignedShort();
      int answers = unsignedShort();
      in.position(in.position() + 4);
      if (id != question.id() || (flags & RESPONSE) == 0 || questions != 1 || !repeatsQuestion()) {
        throw DnsException.of("a reply to another question");
      }
      boolean truncated = (flags & TRUNCATED) != 0;
      if (!truncated) {
        for (int i = 0; i < answers; i++) {
          readRecord();
        }
      }
      long ttl = ttlSeconds == Long.MAX_VALUE ? 0 : ttlSeconds;
      return new Reply(truncated, flags & CODE, records, ttl);
    }

    private boolean repeatsQuestion() {
      boolean sameName = name().equals(question.name());
      boolean sameType = unsignedShort() == question.type().code();
      return unsignedShort() == 1 && sameName && sameType;
    }

    /** {@code name type class ttl length data}. */
    private void readRecord() {
      name();
      int type = unsignedShort();
      in.getShort();
      long ttl = in.getInt();
      int length = unsignedShort();
      int end = in.position() + length;
      if (end > in.limit()) {
        throw new IllegalArgumentException("record longer than the message");
      }
      ttlSeconds = Math.min(ttlSeconds, Math.max(0, ttl));
      if (type == question.type().code()) {
        records.add(question.type() == RecordType.SRV ? service() : address(length));
      }
      in.position(end);
    }

    /** {@code priority weight port target}. */
    private DnsRecord service() {
      in.getInt();
      int port = unsignedShort();
      return new DnsRecord(name(), port);
    }

    private DnsRecord address(int length) {
      byte[] bytes = new byte[length];
      in.get(bytes);
      try {
        return new DnsRecord(InetAddress.getByAddress(bytes).getHostAddress(), 0);
      } catch (UnknownHostException wrongLength) {
        throw new IllegalArgumentException(wrongLength);
      }
    }

    /** A name in lower case; a part of it may stand earlier in the message. */
    private String name() {
      StringBuilder name = new StringBuilder();
      int after = -1;
      for (int length = unsignedByte(); length != 0; length = unsignedByte()) {
        if (length >= 0xc0) {
          int earlier = (length & 0x3f) << 8 | unsignedByte();
          after = after < 0 ? in.position() : after;
          if (earlier >= in.position() - 2) {
            throw new IllegalArgumentException("a name that points ahead");
          }
          in.position(earlier);
          continue;
        }
        byte[] label = new byte[length];
        in.get(label);
        name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        if (name.length() > MAX_NAME) {
          throw new IllegalArgumentException("a name that is too long");
        }
      }
      if (after >= 0) {
        in.position(after);
      }
      return name.toString().toLowerCase(Locale.ROOT);
    }

    private int unsignedShort() {
      return Short.toUnsignedInt(in.getShort());
    }

    private int unsignedByte() {
      return Byte.toUnsignedInt(in.get());
    }
  }
}

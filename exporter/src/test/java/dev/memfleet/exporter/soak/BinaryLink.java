package dev.memfleet.exporter.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.memfleet.exporter.peer.BinaryRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A connection that speaks the binary protocol: 24 bytes of header, extras, key and value. */
final class BinaryLink extends SocketLink {
  private static final int GET = 0x00;
  private static final int SET = 0x01;
  private static final int DELETE = 0x04;
  private static final int INCREMENT = 0x05;
  private static final int APPEND = 0x0e;

  private static final int OK = 0;
  private static final int NOT_FOUND = 1;
  private static final int EXISTS = 2;
  private static final int NOT_STORED = 5;

  private static final byte[] NONE = {};

  /** Flags, and a time to live of 0. */
  private static final byte[] SET_EXTRAS = new byte[8];

  /** By 1, from 0, and no time to live that would create a missing number. */
  private static final byte[] INCREMENT_EXTRAS =
      ByteBuffer.allocate(20).putLong(1).putLong(0).putInt(-1).array();

  BinaryLink(int port) throws IOException {
    super(port);
  }

  private record Reply(int status, ByteBuffer value, long cas) {
    String text() {
      return US_ASCII.decode(value).toString();
    }

    /** Returns whether it is OK; any status but the other one is a failure. */
    boolean isOkOr(int other) {
      if (status != OK && status != other) {
        throw new IllegalStateException("status " + status + ": " + text());
      }
      return status == OK;
    }
  }

  @Override
  public void set(String key, String value) throws IOException {
    exchange(SET, SET_EXTRAS, key, value, 0).isOkOr(OK);
  }

  @Override
  public @Nullable Versioned get(String key) throws IOException {
    Reply reply = exchange(GET, NONE, key, "", 0);
    return reply.isOkOr(NOT_FOUND) ? new Versioned(reply.text(), reply.cas) : null;
  }

  @Override
  public boolean append(String key, String suffix) throws IOException {
    return exchange(APPEND, NONE, key, suffix, 0).isOkOr(NOT_STORED);
  }

  @Override
  public boolean delete(String key) throws IOException {
    return exchange(DELETE, NONE, key, "", 0).isOkOr(NOT_FOUND);
  }

  @Override
  public long increment(String key) throws IOException {
    Reply reply = exchange(INCREMENT, INCREMENT_EXTRAS, key, "", 0);
    reply.isOkOr(OK);
    return reply.value.getLong();
  }

  @Override
  public boolean cas(String key, String value, long cas) throws IOException {
    return exchange(SET, SET_EXTRAS, key, value, cas).isOkOr(EXISTS);
  }

  @Override
  public void abandonSet(String key) throws IOException {
    reset(Arrays.copyOf(BinaryRequest.of(SET, SET_EXTRAS, key, "lost".repeat(250), 0), 100));
  }

  private Reply exchange(int opcode, byte[] extras, String key, String value, long cas)
      throws IOException {
    out.write(BinaryRequest.of(opcode, extras, key, value, cas));
    byte[] header = new byte[BinaryRequest.HEADER];
    in.readFully(header);
    ByteBuffer fields = ByteBuffer.wrap(header);
    byte[] body = new byte[fields.getInt(8)];
    in.readFully(body);
    int before = fields.get(4) + fields.getShort(2);
    return new Reply(
        fields.getShort(6),
        ByteBuffer.wrap(body, before, body.length - before),
        fields.getLong(16));
  }
}

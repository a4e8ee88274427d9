package dev.memfleet.server.protocol;

import dev.memfleet.server.memory.Decimal;
import dev.memfleet.server.memory.Memory;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The replies of one connection until they are flushed: one direct buffer, written by address,
 * taken from the loop's pool at the first byte and handed over whole.
 */
public final class ReplyBuffer {
  private static final int MAX_EXPECTED = 64 << 10;
  private static final int MAX_DIGITS = 20;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final ReplyBuffers buffers;
  private @Nullable ByteBuf buffer;

  /** Initial capacity: the size of the last replies. */
  private int expected;

  private long start;
  private long position;
  private long limit;

  public ReplyBuffer(ReplyBuffers buffers) {
    this.buffers = buffers;
  }

  /** A reply's text as bytes. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Bytes waiting to be sent. */
  public int size() {
    return (int) (position - start);
  }

  /** One of the waiting bytes. */
  public int at(int index) {
    return Memory.getByte(start + index) & 0xFF;
  }

  /** Drops what was appended since {@link #size()} returned this value. */
  public void truncate(int size) {
    position = start + size;
  }

  /** Makes room and returns its address; {@link #advance} then counts the bytes written there. */
  public long reserve(int bytes) {
    if (limit - position < bytes) {
      grow(bytes);
    }
    return position;
  }

  public void advance(int bytes) {
    position += bytes;
  }

  private void grow(int bytes) {
    int size = size();
    int wanted = Math.max(size + bytes, Math.max(expected, 2 * size));
    ByteBuf larger = buffers.take(wanted);
    long address = larger.memoryAddress();
    ByteBuf old = buffer;
    if (old != null) {
      Memory.copy(start, address, size);
      old.release();
    }
    buffer = larger;
    start = address;
    position = address + size;
    limit = address + larger.capacity();
  }

  public ReplyBuffer append(byte[] bytes) {
    long to = reserve(bytes.length);
    Memory.copy(bytes, 0, to, bytes.length);
    position = to + bytes.length;
    return this;
  }

  public ReplyBuffer append(long from, int length) {
    long to = reserve(length);
    Memory.copy(from, to, length);
    position = to + length;
    return this;
  }

  public ReplyBuffer append(char ascii) {
    long to = reserve(1);
    Memory.putByte(to, (byte) ascii);
    position = to + 1;
    return this;
  }

  /** Appends text of one byte per character; not for the fast path. */
  public ReplyBuffer append(String text) {
    return append(ascii(text));
  }

  public ReplyBuffer lineEnd() {
    return append(LINE_END);
  }

  /** Appends an unsigned decimal number. */
  public ReplyBuffer number(long number) {
    long to = reserve(MAX_DIGITS);
    if (number >= 0 && number < 10) {
      Memory.putByte(to, (byte) ('0' + number));
      position = to + 1;
      return this;
    }
    int length = Decimal.length(number);
    long at = to + length;
    long rest = number;
    if (rest < 0) {
      long tenth = Long.divideUnsigned(rest, 10);
      Memory.putByte(--at, (byte) ('0' + (rest - tenth * 10)));
      rest = tenth;
    }
    do {
      long tenth = rest / 10;
      Memory.putByte(--at, (byte) ('0' + (rest - tenth * 10)));
      rest = tenth;
    } while (rest > 0);
    position = to + length;
    return this;
  }

  /** Appends a signed decimal number. */
  public ReplyBuffer signed(long number) {
    return number < 0 ? append('-').number(-number) : number(number);
  }

  /** Hands over the waiting bytes, which the caller must release; null when there are none. */
  public @Nullable ByteBuf take() {
    ByteBuf taken = buffer;
    if (taken == null) {
      return null;
    }
    int size = size();
    expected = Math.min(MAX_EXPECTED, size);
    buffer = null;
    start = 0;
    position = 0;
    limit = 0;
    if (size == 0) {
      taken.release();
      return null;
    }
    return taken.writerIndex(size);
  }
}

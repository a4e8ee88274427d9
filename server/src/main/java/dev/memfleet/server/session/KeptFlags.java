package dev.memfleet.server.session;

import dev.memfleet.server.memory.Memory;
import dev.memfleet.server.protocol.ReplyBuffer;

/**
 * The flags that the reply to {@code ms} repeats, kept while the value arrives: by then the request
 * line has left the buffer. The item's cas id (c) and size (s) are filled in last.
 */
public final class KeptFlags {
  private static final byte[] NONE = {};

  private byte[] text = NONE;
  private int length;
  private final int[] numberAt = new int[2];
  private final char[] numberLetter = new char[2];
  private int numbers;

  /** Drops all flags, and makes room for this many bytes. */
  public void clear(int room) {
    if (text.length < room) {
      text = new byte[room];
    }
    length = 0;
    numbers = 0;
  }

  /** Keeps a byte. */
  public void add(char ascii) {
    text[length++] = (byte) ascii;
  }

  /** Keeps a part of the request line. */
  public void add(long from, int bytes) {
    Memory.copy(from, text, length, bytes);
    length += bytes;
  }

  /** Keeps the place of a number: the cas id (c) or the size (s). */
  public void addNumber(char letter) {
    numberAt[numbers] = length;
    numberLetter[numbers] = letter;
    numbers++;
  }

  /** Appends the flags to a reply, with these numbers. */
  public void appendTo(ReplyBuffer reply, long cas, long size) {
    int from = 0;
    for (int i = 0; i < numbers; i++) {
      append(reply, from, numberAt[i]);
      from = numberAt[i];
      reply.append(' ').append(numberLetter[i]).number(numberLetter[i] == 'c' ? cas : size);
    }
    append(reply, from, length);
  }

  private void append(ReplyBuffer reply, int from, int to) {
    Memory.copy(text, from, reply.reserve(to - from), to - from);
    reply.advance(to - from);
  }
}

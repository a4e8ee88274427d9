package dev.memfleet.exporter.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/** A connection to memcached that asks for many keys at once and reads past their values. */
final class BatchClient implements AutoCloseable {
  private static final int KEY_LENGTH = 14;
  private static final int LARGEST = 16_384;
  private static final byte[] VALUE = new byte[LARGEST];
  private static final byte[] PREFIX = {'u', 's', 'e', 'r', ':', '0'};

  static {
    Arrays.fill(VALUE, (byte) 'v');
  }

  private final Socket socket;
  private final OutputStream to;
  private final InputStream from;
  private byte[] out = new byte[1 << 16];
  private int written;
  private final byte[] in = new byte[1 << 17];
  private int at;
  private int end;
  private boolean[] found = new boolean[0];
  private long hits;

  BatchClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    to = socket.getOutputStream();
    from = socket.getInputStream();
  }

  /** Gets that found something. */
  long hits() {
    return hits;
  }

  /** Sends what is to be stored, and asks for the keys that are not left out. */
  void ask(int[] keys, boolean[] leftOut) throws IOException {
    put("get");
    for (int i = 0; i < keys.length; i++) {
      if (!leftOut[i]) {
        put(" ");
        key(keys[i]);
      }
    }
    put("\r\n");
    to.write(out, 0, written);
    written = 0;
  }

  /** Reads the answer: which of the keys were found. */
  boolean[] answer(int[] keys, boolean[] leftOut) throws IOException {
    if (found.length != keys.length) {
      found = new boolean[keys.length];
    }
    Arrays.fill(found, false);
    int next = 0;
    for (int start = line(); in[start] == 'V'; start = line()) {
      int key = number(start + 6 + PREFIX.length, KEY_LENGTH - PREFIX.length);
      int length = lengthOf(start);
      while (leftOut[next] || keys[next] != key) {
        next++;
      }
      found[next++] = true;
      hits++;
      skip(length + 2);
    }
    return found;
  }

  /** The last number of a line {@code VALUE key flags length}. */
  private int lengthOf(int start) {
    int space = start + 6 + KEY_LENGTH + 1;
    while (in[space] != ' ') {
      space++;
    }
    int digits = space + 1;
    int last = digits;
    while (in[last] != '\r') {
      last++;
    }
    return number(digits, last - digits);
  }

  private int number(int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + in[i] - '0';
    }
    return number;
  }

  /** Stores a value with the next batch, without an answer. */
  void store(int key, int size, int ttl) {
    put("set ");
    key(key);
    put(" 0 " + ttl + " " + size + " noreply\r\n");
    room(size);
    System.arraycopy(VALUE, 0, out, written, size);
    written += size;
    put("\r\n");
  }

  private void put(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      out[written++] = (byte) text.charAt(i);
    }
  }

  private void key(int key) {
    room(KEY_LENGTH);
    System.arraycopy(PREFIX, 0, out, written, PREFIX.length);
    int rest = key;
    for (int i = KEY_LENGTH - 1; i >= PREFIX.length; i--) {
      out[written + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    written += KEY_LENGTH;
  }

  private void room(int bytes) {
    if (written + bytes > out.length) {
      out = Arrays.copyOf(out, 2 * (written + bytes));
    }
  }

  /** Reads a line; where it begins. */
  private int line() throws IOException {
    int length = 0;
    while (true) {
      for (; at + length < end; length++) {
        if (in[at + length] == '\n') {
          int start = at;
          at += length + 1;
          return start;
        }
      }
      more();
    }
  }

  private void skip(int bytes) throws IOException {
    int left = bytes;
    while (end - at < left) {
      left -= end - at;
      at = end;
      more();
    }
    at += left;
  }

  private void more() throws IOException {
    if (at > 0) {
      System.arraycopy(in, at, in, 0, end - at);
      end -= at;
      at = 0;
    }
    int read = from.read(in, end, in.length - end);
    if (read < 0) {
      throw new IOException("the node closed the connection");
    }
    end += read;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

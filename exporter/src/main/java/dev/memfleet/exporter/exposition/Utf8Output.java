package dev.memfleet.exporter.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Encodes text to UTF-8 through one buffer; optimized for ASCII, which most metrics are. */
final class Utf8Output {
  private static final int SIZE = 16 * 1024;
  private static final double MAX_EXACT = 1e15;

  private final OutputStream out;
  private final byte[] buffer = new byte[SIZE];
  private int length;
  private long drained;

  Utf8Output(OutputStream out) {
    this.out = out;
  }

  void write(char c) throws IOException {
    if (length == SIZE) {
      drain();
    }
    buffer[length++] = (byte) c;
  }

  void write(byte[] bytes) throws IOException {
    if (bytes.length > SIZE - length) {
      drain();
      if (bytes.length > SIZE) {
        out.write(bytes);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  void write(String text) throws IOException {
    int chars = text.length();
    if (chars > SIZE - length) {
      drain();
    }
    if (chars > SIZE) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length -= i;
        writeEncoded(text);
        return;
      }
      buffer[length++] = (byte) c;
    }
  }

  private void writeEncoded(String text) throws IOException {
    drain();
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a number as Go's {@code ParseFloat} and the text formats read it; whole numbers without
   * a fraction.
   */
  void write(double value) throws IOException {
    if (Math.abs(value) < MAX_EXACT && value == Math.rint(value)) {
      write((long) value);
    } else if (Double.isInfinite(value)) {
      write(value > 0 ? "+Inf" : "-Inf");
    } else {
      write(Double.toString(value));
    }
  }

  private void write(long value) throws IOException {
    if (SIZE - length < 20) {
      drain();
    }
    long rest = value;
    if (rest < 0) {
      buffer[length++] = '-';
      rest = -rest;
    }
    int end = length + digits(rest);
    length = end;
    do {
      buffer[--end] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
  }

  private static int digits(long value) {
    int digits = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Number of bytes written so far, except texts that bypass the buffer: long or not ASCII. */
  long total() {
    return drained + length;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, length);
    drained += length;
    length = 0;
  }

  void flush() throws IOException {
    drain();
    out.flush();
  }
}

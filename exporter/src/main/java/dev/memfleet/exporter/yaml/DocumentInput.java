package dev.memfleet.exporter.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The characters of a UTF-8 document, read as a stream with limits on bytes, line length and time.
 * Parsers read a thousand characters or more at once, so limits are enforced soon, whatever the
 * parser does.
 */
final class DocumentInput extends Reader {
  private final Reader characters;
  private final InputLimits limits;
  private final LongSupplier nanoTime;
  private final long start;
  private int line = 1;
  private int column;

  /** A limit was exceeded, or a character is not allowed; the message says which. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Place place;

    RefusedException(@Nullable Place place, String message) {
      super(message);
      this.place = place;
    }

    @Nullable Place place() {
      return place;
    }
  }

  /**
   * @param nanoTime the monotonic clock
   */
  DocumentInput(InputStream bytes, InputLimits limits, LongSupplier nanoTime) {
    this.characters =
        new InputStreamReader(new Limited(bytes, limits), StandardCharsets.UTF_8.newDecoder());
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (nanoTime.getAsLong() - start > limits.time().toNanos()) {
      throw new RefusedException(null, "not read within " + limits.time().toSeconds() + " s");
    }
    int count = characters.read(into, offset, length);
    for (int i = offset; i < offset + count; i++) {
      pass(into[i]);
    }
    return count;
  }

  private void pass(char c) throws RefusedException {
    column++;
    if (column > limits.lineLength()) {
      throw new RefusedException(
          new Place(line, 1), "the line is longer than " + InputLimits.size(limits.lineLength()));
    }
    if (!Character.isSurrogate(c) && !StreamReader.isPrintable(c)) {
      throw new RefusedException(
          new Place(line, column), "character U+%04X is not allowed".formatted((int) c));
    }
    if (c == '\n') {
      line++;
      column = 0;
    }
  }

  @Override
  public void close() throws IOException {
    characters.close();
  }

  /** Fails after a number of bytes. */
  private static final class Limited extends InputStream {
    private final InputStream bytes;
    private final InputLimits limits;
    private long left;

    Limited(InputStream bytes, InputLimits limits) {
      this.bytes = bytes;
      this.limits = limits;
      this.left = limits.bytes();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = bytes.read(into, offset, length);
      left -= Math.max(0, count);
      if (left < 0) {
        throw new RefusedException(null, limits.tooLarge());
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}

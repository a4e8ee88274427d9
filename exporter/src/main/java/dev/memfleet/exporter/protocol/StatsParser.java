package dev.memfleet.exporter.protocol;

import java.nio.charset.StandardCharsets;

/**
 * Parses one answer to a {@code stats} command of the text protocol.
 *
 * <pre>
 *   STAT name value\r\n ... END\r\n
 *   PREFIX name value\r\n ... END\r\n    (stats detail dump)
 *   ERROR\r\n | CLIENT_ERROR text\r\n | SERVER_ERROR text\r\n
 * </pre>
 *
 * <p>After the first stat, lines of any other kind are skipped, as memcached_exporter does; before
 * it, they show that the server is not memcached. Blank lines and stats without a name are always
 * skipped.
 */
public final class StatsParser extends AnswerParser {
  private static final byte[] STAT = ascii("STAT ");
  private static final byte[] PREFIX = ascii("PREFIX ");
  private static final byte[] END = ascii("END");
  private static final byte[][] REFUSALS = {
    ascii("ERROR"), ascii("CLIENT_ERROR"), ascii("SERVER_ERROR")
  };

  private final byte[] stat;
  private int scanned;

  /** A parser of a single answer. */
  public StatsParser() {
    this(Section.STATS, new AnswerMemory());
  }

  /**
   * A parser that shares memory with others.
   *
   * @param memory given back by {@link #release}
   */
  StatsParser(Section section, AnswerMemory memory) {
    super(memory);
    this.stat = section == Section.DETAIL ? PREFIX : STAT;
  }

  @Override
  void read() throws ProtocolException {
    while (reply() == null && endOfLine()) {
      line(unread, scanned);
    }
    if (reply() == null && length - unread > MAX_LINE + 1) {
      throw new ProtocolException("line longer than " + MAX_LINE + " bytes");
    }
  }

  /** Scans to the next line feed; no byte is scanned twice, however small the pieces. */
  private boolean endOfLine() {
    byte[] all = bytes;
    int at = scanned;
    while (at < length && all[at] != '\n') {
      at++;
    }
    scanned = at;
    return at < length;
  }

  /** Parses a line and moves past its line feed. */
  private void line(int start, int lineFeed) throws ProtocolException {
    int end = lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    if (end - start > MAX_LINE) {
      throw new ProtocolException("line longer than " + MAX_LINE + " bytes");
    }
    scanned = lineFeed + 1;
    readTo(scanned);
    if (startsWith(start, end, stat)) {
      stat(start + stat.length, end);
    } else if (isEnd(start, end)) {
      end();
    } else if (isRefusal(start, end)) {
      refuse(Printable.of(bytes, start, end), start, end);
    } else if (size() == 0 && !isBlank(start, end)) {
      throw new ProtocolException("unexpected line: " + Printable.of(bytes, start, end));
    }
  }

  /** Ends the answer with an error line, which is a protocol error after the first stat. */
  private void refuse(String shown, int start, int end) throws ProtocolException {
    if (size() > 0) {
      throw new ProtocolException("error in the middle of the answer: " + shown);
    }
    refused(new String(bytes, start, end - start, StandardCharsets.UTF_8));
  }

  private boolean isEnd(int start, int end) {
    return startsWith(start, end, END) && isBlank(start + END.length, end);
  }

  private boolean isBlank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void stat(int start, int end) throws ProtocolException {
    byte[] all = bytes;
    int space = start;
    while (space < end && all[space] != ' ') {
      space++;
    }
    stat(start, space, Math.min(space + 1, end), end);
  }

  private boolean isRefusal(int start, int end) {
    for (byte[] word : REFUSALS) {
      if (startsWith(start, end, word)
          && (end - start == word.length || bytes[start + word.length] == ' ')) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith(int start, int end, byte[] prefix) {
    if (end - start < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[start + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.memfleet.exporter.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer to a {@code stats} command, in pieces as they arrive.
 *
 * <pre>
 *   STAT name value\r\n ... END\r\n
 *   ERROR\r\n | CLIENT_ERROR text\r\n | SERVER_ERROR text\r\n
 * </pre>
 *
 * What a node sends is hostile until parsed: lines, answers and their number of stats are bounded,
 * and anything else ends the answer with a {@link ProtocolException}, after which the parser must
 * not be used again.
 */
public final class StatsParser {
  /** Longest line in bytes, without its line end. */
  public static final int MAX_LINE = 64 * 1024;

  /** Longest answer in bytes. */
  public static final int MAX_ANSWER = 16 * 1024 * 1024;

  /** Most stats in one answer. */
  public static final int MAX_STATS = 100_000;

  private static final byte[] STAT = ascii("STAT ");
  private static final byte[] END = ascii("END");
  private static final byte[][] REFUSALS = {
    ascii("ERROR"), ascii("CLIENT_ERROR"), ascii("SERVER_ERROR")
  };

  private final AnswerMemory memory;
  private long taken;
  private byte[] bytes = {};
  private int length;
  private int lineStart;
  private int scanned;
  private int[] offsets = new int[512];
  private int size;
  private @Nullable StatsReply reply;

  /** A parser of an answer that comes alone. */
  public StatsParser() {
    this(new AnswerMemory());
  }

  /**
   * A parser of an answer among others.
   *
   * @param memory given back by {@link #release}
   */
  public StatsParser(AnswerMemory memory) {
    this.memory = memory;
  }

  /**
   * Takes bytes up to the end of the answer.
   *
   * @return how many were taken; fewer than {@code to - from} only when the answer is complete
   * @throws ProtocolException when the bytes are not such an answer, or exceed a limit
   */
  public int feed(byte[] input, int from, int to) throws ProtocolException {
    if (reply != null) {
      return 0;
    }
    int before = length;
    append(input, from, to);
    while (reply == null && endOfLine()) {
      line(lineStart, scanned);
    }
    if (reply == null && length - lineStart > MAX_LINE + 1) {
      throw new ProtocolException("line longer than " + MAX_LINE + " bytes");
    }
    return reply == null ? to - from : lineStart - before;
  }

  /** The answer, or null while it is incomplete. */
  public @Nullable StatsReply reply() {
    return reply;
  }

  /** Ends the parser's claim to memory, whether its answer is complete or not. */
  public void release() {
    memory.give(taken);
    taken = 0;
  }

  private void append(byte[] input, int from, int to) throws ProtocolException {
    int end = length + to - from;
    if (end > bytes.length) {
      int capacity = Math.max(end, Math.min(bytes.length * 2, MAX_ANSWER + MAX_LINE));
      if (capacity > AnswerMemory.UNCOUNTED) {
        memory.take(capacity - taken);
        taken = capacity;
      }
      bytes = Arrays.copyOf(bytes, capacity);
    }
    System.arraycopy(input, from, bytes, length, to - from);
    length = end;
  }

  /** Scans on to the next line feed; no byte is scanned twice, however small the pieces. */
  private boolean endOfLine() {
    byte[] all = bytes;
    int at = scanned;
    while (at < length && all[at] != '\n') {
      at++;
    }
    scanned = at;
    return at < length;
  }

  /** Reads a line and goes past its line feed. */
  private void line(int start, int lineFeed) throws ProtocolException {
    int end = lineFeed > start && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    lineStart = lineFeed + 1;
    scanned = lineStart;
    if (end - start > MAX_LINE) {
      throw new ProtocolException("line longer than " + MAX_LINE + " bytes");
    }
    if (lineStart > MAX_ANSWER) {
      throw new ProtocolException("answer longer than " + MAX_ANSWER + " bytes");
    }
    if (startsWith(start, end, STAT)) {
      stat(start + STAT.length, end);
    } else if (end - start == END.length && startsWith(start, end, END)) {
      reply = new StatsReply(bytes, offsets, size);
    } else if (size == 0 && isRefusal(start, end)) {
      reply = StatsReply.refused(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    } else {
      throw new ProtocolException("unexpected line: " + printable(start, end));
    }
  }

  private void stat(int start, int end) throws ProtocolException {
    if (size == MAX_STATS) {
      throw new ProtocolException("more than " + MAX_STATS + " stats");
    }
    byte[] all = bytes;
    int space = start;
    while (space < end && all[space] != ' ') {
      space++;
    }
    if (space == start) {
      throw new ProtocolException("stat without a name");
    }
    if (size * 4 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    int at = size++ * 4;
    offsets[at] = start;
    offsets[at + 1] = space;
    offsets[at + 2] = Math.min(space + 1, end);
    offsets[at + 3] = end;
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

  private String printable(int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = start; i < Math.min(end, start + 40); i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '?');
    }
    return text.append(end - start > 40 ? "..." : "").toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

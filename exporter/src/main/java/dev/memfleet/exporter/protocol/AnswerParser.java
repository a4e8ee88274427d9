package dev.memfleet.exporter.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An incremental parser for one answer to a request for stats.
 *
 * <p>Input from a node is untrusted until parsed: stats, answers and their number are bounded.
 * Anything else ends the answer with a {@link ProtocolException}, after which the parser must not
 * be used again.
 */
public abstract class AnswerParser {
  /** Maximum length in bytes of one stat's line or packet, without line end or header. */
  public static final int MAX_LINE = 64 * 1024;

  /** Maximum length of an answer in bytes. */
  public static final int MAX_ANSWER = 16 * 1024 * 1024;

  /** Maximum number of stats in one answer. */
  public static final int MAX_STATS = 100_000;

  private final AnswerMemory memory;
  private long taken;
  private int[] offsets = new int[512];
  private int size;
  private @Nullable StatsReply reply;

  /** All bytes received so far, up to {@link #length}. */
  byte[] bytes = {};

  int length;

  /** The start of the first line or packet not yet parsed. */
  int unread;

  AnswerParser(AnswerMemory memory) {
    this.memory = memory;
  }

  /**
   * Takes bytes up to the end of the answer.
   *
   * @return how many were taken; fewer than {@code to - from} only when the answer is complete
   * @throws ProtocolException when the bytes are not such an answer, or exceed a limit
   */
  public final int feed(byte[] input, int from, int to) throws ProtocolException {
    if (reply != null) {
      return 0;
    }
    int before = length;
    append(input, from, to);
    read();
    return reply == null ? to - from : unread - before;
  }

  /** Parses all complete lines or packets, up to the end of the answer. */
  abstract void read() throws ProtocolException;

  /** The answer, or null while it is incomplete. */
  public final @Nullable StatsReply reply() {
    return reply;
  }

  /** Releases the parser's reserved memory, whether its answer is complete or not. */
  public final void release() {
    memory.release(taken);
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

  /** Moves past the parsed bytes. */
  final void readTo(int end) throws ProtocolException {
    unread = end;
    if (end > MAX_ANSWER) {
      throw new ProtocolException("answer longer than " + MAX_ANSWER + " bytes");
    }
  }

  final int size() {
    return size;
  }

  /** Adds one stat; skips one without a name. */
  final void stat(int nameStart, int nameEnd, int valueStart, int valueEnd)
      throws ProtocolException {
    if (nameEnd == nameStart) {
      return;
    }
    if (size == MAX_STATS) {
      throw new ProtocolException("more than " + MAX_STATS + " stats");
    }
    if (size * 4 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    int at = size++ * 4;
    offsets[at] = nameStart;
    offsets[at + 1] = nameEnd;
    offsets[at + 2] = valueStart;
    offsets[at + 3] = valueEnd;
  }

  final void end() {
    reply = new StatsReply(bytes, offsets, size);
  }

  final void refused(String text) {
    reply = StatsReply.refused(text);
  }
}

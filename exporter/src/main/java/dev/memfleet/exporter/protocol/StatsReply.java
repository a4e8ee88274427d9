package dev.memfleet.exporter.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One answer to a {@code stats} command: a table of names and values, or the error line of a
 * refusal. Names and values stay bytes until they are needed.
 */
public final class StatsReply {
  private final byte[] bytes;
  private final int[] offsets;
  private final int size;
  private final @Nullable String refusal;

  /** {@code offsets} contains start and end of name and value: four numbers per stat. */
  StatsReply(byte[] bytes, int[] offsets, int size) {
    this.bytes = bytes;
    this.offsets = offsets;
    this.size = size;
    this.refusal = null;
  }

  private StatsReply(String refusal) {
    this.bytes = new byte[0];
    this.offsets = new int[0];
    this.size = 0;
    this.refusal = refusal;
  }

  /** An answer that is an error line, such as {@code ERROR}. */
  public static StatsReply refused(String line) {
    return new StatsReply(line);
  }

  /** The error line; null if the node answered with a table. */
  public @Nullable String refusal() {
    return refusal;
  }

  /** Number of stats. */
  public int size() {
    return size;
  }

  public void forEach(StatVisitor visitor) {
    for (int i = 0; i < size; i++) {
      int at = i * 4;
      visitor.stat(bytes, offsets[at], offsets[at + 1], offsets[at + 2], offsets[at + 3]);
    }
  }

  /** The value of a stat as text; null if the node does not report it. */
  public @Nullable String get(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < size * 4; at += 4) {
      if (java.util.Arrays.equals(bytes, offsets[at], offsets[at + 1], wanted, 0, wanted.length)) {
        return new String(
            bytes, offsets[at + 2], offsets[at + 3] - offsets[at + 2], StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  /** Visits each stat in the order in which the node reported it. */
  @FunctionalInterface
  public interface StatVisitor {
    /** Name and value as ranges of {@code bytes}, which must not be changed. */
    void stat(byte[] bytes, int nameStart, int nameEnd, int valueStart, int valueEnd);
  }
}

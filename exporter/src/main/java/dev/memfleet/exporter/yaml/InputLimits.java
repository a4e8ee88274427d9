package dev.memfleet.exporter.yaml;

import java.time.Duration;

/**
 * Limits for reading a document. They are derived from the heap size, so that a document that is
 * too large is rejected with a message before memory runs out.
 *
 * @param bytes of the file or page
 * @param lineLength in characters; the YAML scanner takes quadratic time for one long token
 * @param values held at a time, each alias counted as all that it stands for
 * @param allValues in the document, counted in the same way
 * @param time for reading all of it
 */
public record InputLimits(long bytes, int lineLength, long values, long allValues, Duration time) {
  private static final long MEBIBYTE = 1 << 20;
  private static final int LINE = 256 << 10;
  private static final Duration TIME = Duration.ofSeconds(30);

  /** Can be read within a second or two. */
  private static final long MAX_VALUES = 4_000_000;

  /** Memory per value, including its text, its place and what is built from it. */
  private static final long BYTES_PER_VALUE = 256;

  /**
   * Limits of a configuration file, which is held completely: its values take a quarter of the
   * heap.
   */
  public static InputLimits ofConfig() {
    long heap = Runtime.getRuntime().maxMemory();
    long values = Math.min(MAX_VALUES, heap / 4 / BYTES_PER_VALUE);
    return new InputLimits(Math.min(32 * MEBIBYTE, heap / 16), LINE, values, values, TIME);
  }

  /** Limits of a list of nodes, held one group at a time, in an eighth of the heap. */
  public static InputLimits ofList() {
    long heap = Runtime.getRuntime().maxMemory();
    return new InputLimits(
        Math.min(8 * MEBIBYTE, heap / 16),
        LINE,
        Math.min(MAX_VALUES, heap / 8 / BYTES_PER_VALUE),
        MAX_VALUES,
        TIME);
  }

  /** The same without a line length limit, for a parser that takes linear time. */
  InputLimits ofAnyLineLength() {
    return new InputLimits(bytes, Integer.MAX_VALUE, values, allValues, time);
  }

  /** The message for a document that exceeds the byte limit. */
  public String tooLarge() {
    return "larger than " + size(bytes);
  }

  static String size(long bytes) {
    return bytes >= MEBIBYTE ? bytes / MEBIBYTE + " MiB" : bytes / 1024 + " KiB";
  }
}

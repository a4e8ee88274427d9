package dev.memfleet.exporter.self;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits the file descriptors of the process, so that no part can exhaust those of another: some
 * for the JVM, files and the log, a little more than half of the rest for clients of the pages, and
 * all others for connections to nodes.
 *
 * @param limit the process' limit
 */
public record Descriptors(long limit) {
  private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)\\s");
  private static final long OWN = 40;
  private static final long MAX_PAGES = 16 * 1024;
  private static final long UNLIMITED = 1L << 20;

  public Descriptors {
    if (limit < 1) {
      throw new IllegalArgumentException(limit + ": not a limit of descriptors");
    }
  }

  /** Those of this process; unlimited if the system does not report a limit. */
  public static Descriptors ofProcess() {
    return ofLimits(Path.of("/proc/self/limits"));
  }

  static Descriptors ofLimits(Path file) {
    try {
      Matcher limit = LIMIT.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      return new Descriptors(
          limit.find() ? Math.min(UNLIMITED, Long.parseLong(limit.group(1))) : UNLIMITED);
    } catch (IOException | NumberFormatException unknown) {
      return new Descriptors(UNLIMITED);
    }
  }

  private long shared() {
    return Math.max(4, limit - OWN);
  }

  /** Limit of simultaneous clients of the pages, if memory suffices. */
  public int pages() {
    return (int) Math.min(MAX_PAGES, shared() * 11 / 20);
  }

  /**
   * Limit of simultaneous connections to nodes.
   *
   * @param pages limit of clients of the pages; lower than {@link #pages} if memory limits them
   */
  public int nodes(int pages) {
    return (int) (shared() - pages);
  }
}

package dev.memfleet.exporter.self;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the file descriptors that the process may have are shared out, so that no part can take those
 * of another: some for the JVM, files and the log, a little more than half of the rest for clients
 * of the pages, and all others for connections to nodes.
 *
 * @param limit the process' limit
 */
public record Descriptors(long limit) {
  private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)\\s");
  private static final long OWN = 40;
  private static final long MOST_PAGES = 16 * 1024;
  private static final long UNLIMITED = 1L << 20;

  public Descriptors {
    if (limit < 1) {
      throw new IllegalArgumentException(limit + ": not a limit of descriptors");
    }
  }

  /** Those of this process; a system that does not say has no limit. */
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

  /** Clients of the pages at a time, where the memory suffices. */
  public int pages() {
    return (int) Math.min(MOST_PAGES, shared() * 11 / 20);
  }

  /**
   * Connections to nodes at a time.
   *
   * @param pages that the clients of the pages may have; fewer than {@link #pages} where the memory
   *     bounds them
   */
  public int nodes(int pages) {
    return (int) (shared() - pages);
  }
}

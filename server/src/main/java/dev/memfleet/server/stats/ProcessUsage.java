package dev.memfleet.server.stats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The process's CPU time.
 *
 * @param userMicros in user mode, microseconds
 * @param systemMicros in the kernel, microseconds
 */
record ProcessUsage(long userMicros, long systemMicros) {
  /** Linux counts in hundredths of a second, whatever the hardware. */
  private static final long MICROS_PER_TICK = 10_000;

  private static final int USER_FIELD = 11;
  private static final int SYSTEM_FIELD = 12;

  /** Reads /proc; zero if it is missing. */
  static ProcessUsage now() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return new ProcessUsage(
          Long.parseLong(fields[USER_FIELD]) * MICROS_PER_TICK,
          Long.parseLong(fields[SYSTEM_FIELD]) * MICROS_PER_TICK);
    } catch (IOException | RuntimeException e) {
      return new ProcessUsage(0, 0);
    }
  }

  /** {@code seconds.microseconds}. */
  static String seconds(long micros) {
    return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
  }
}

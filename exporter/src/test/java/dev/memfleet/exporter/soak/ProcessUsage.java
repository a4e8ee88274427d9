package dev.memfleet.exporter.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a process takes, from {@code /proc}.
 *
 * @param memory resident memory in KiB
 * @param files open file descriptors
 */
record ProcessUsage(long memory, long files, long threads) {
  static ProcessUsage of(Process process) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    return new ProcessUsage(status(folder, "VmRSS:"), count(folder, "fd"), count(folder, "task"));
  }

  private static long status(Path folder, String name) {
    try {
      return Files.readAllLines(folder.resolve("status")).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long count(Path folder, String what) {
    return Objects.requireNonNull(folder.resolve(what).toFile().list()).length;
  }
}

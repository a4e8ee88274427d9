package dev.memfleet.exporter.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** What another process takes, from Linux' {@code /proc}. */
public final class ProcessUsage {
  private static final double USER_HZ = 100;

  private ProcessUsage() {}

  /** User and system time so far. */
  public static double cpuSeconds(long pid) {
    String stat = read(pid, "stat");
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Double.parseDouble(afterName[11]) + Double.parseDouble(afterName[12])) / USER_HZ;
  }

  public static long residentBytes(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** Open file descriptors. */
  public static int files(long pid) {
    return count(pid, "fd");
  }

  public static int threads(long pid) {
    return count(pid, "task");
  }

  private static Path folder(long pid) {
    return Path.of("/proc", Long.toString(pid));
  }

  /** The encoding is unknown, because a program's name may contain any bytes. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(folder(pid).resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int count(long pid, String what) {
    return Objects.requireNonNull(folder(pid).resolve(what).toFile().list()).length;
  }
}

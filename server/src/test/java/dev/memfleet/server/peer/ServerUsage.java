package dev.memfleet.server.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time and memory of another process, from Linux's /proc. */
public final class ServerUsage {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int UTIME = 11;
  private static final int STIME = 12;

  private ServerUsage() {}

  /** User and system time so far, to a hundredth of a second. */
  public static long cpuMicros(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(afterName[UTIME]) + Long.parseLong(afterName[STIME])) * MICROS_PER_TICK;
  }

  public static long residentBytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}

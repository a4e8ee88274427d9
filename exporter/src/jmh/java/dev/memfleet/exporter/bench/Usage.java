package dev.memfleet.exporter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has used so far, as Linux counts it. */
record Usage(double cpuSeconds, double residentMegabytes) {
  private static final double USER_HZ = 100;

  static Usage of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
    String resident = status.replaceFirst("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1");
    return new Usage(ticks / USER_HZ, Double.parseDouble(resident) / 1024);
  }
}

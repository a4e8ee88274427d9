package dev.memfleet.exporter.self;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads Linux' {@code /proc} for one process (proc(5)). */
final class ProcFile {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /** Ticks per second in {@code /proc}: fixed at 100 for user space on every architecture. */
  private static final double USER_HZ = 100;

  private static final double UNLIMITED = 0x1p64;

  private final Path proc;
  private final Path process;
  private final String[] stat;

  /** Throws if there is no such process. */
  ProcFile(Path proc, long pid) throws IOException {
    this.proc = proc;
    this.process = proc.resolve(Long.toString(pid));
    String line = String.join("\n", lines(process.resolve("stat")));
    // The second field is the program's name in parentheses and may contain anything.
    this.stat = SPACES.split(line.substring(line.lastIndexOf(')') + 2).trim(), -1);
  }

  /** A field of {@code stat} by its number in proc(5), 3 or higher. */
  private double field(int number) {
    return Double.parseDouble(stat[number - 3]);
  }

  double cpuSeconds() {
    return (field(14) + field(15)) / USER_HZ;
  }

  /** Seconds since the epoch. */
  double startTime() throws IOException {
    return number(proc.resolve("stat"), "btime") + field(22) / USER_HZ;
  }

  double virtualBytes() {
    return field(23);
  }

  double residentBytes() throws IOException {
    return number(process.resolve("status"), "VmRSS:") * 1024;
  }

  double openFiles() throws IOException {
    try (var files = Files.list(process.resolve("fd"))) {
      return files.count();
    }
  }

  /** The soft limit in a line of {@code limits}. */
  double limit(String name) throws IOException {
    for (String line : lines(process.resolve("limits"))) {
      if (line.startsWith(name)) {
        String soft = SPACES.split(line.substring(name.length()).trim(), -1)[0];
        return soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft);
      }
    }
    return Double.NaN;
  }

  /** A column of {@code net/netstat}, where each line of numbers follows a line of names. */
  double netstat(String column) throws IOException {
    List<String> lines = lines(process.resolve("net/netstat"));
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      int at = List.of(SPACES.split(lines.get(i), -1)).indexOf(column);
      if (at > 0) {
        return Double.parseDouble(SPACES.split(lines.get(i + 1), -1)[at]);
      }
    }
    return Double.NaN;
  }

  private static double number(Path file, String name) throws IOException {
    for (String line : lines(file)) {
      if (line.startsWith(name)) {
        return Double.parseDouble(SPACES.split(line.substring(name.length()).trim(), -1)[0]);
      }
    }
    return Double.NaN;
  }

  /** The encoding is unknown, because a program's name may contain any bytes. */
  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
  }
}

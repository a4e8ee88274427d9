package dev.memfleet.server.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The file descriptors of this process, read from Linux; unlimited elsewhere.
 *
 * @param limit how many may be open
 * @param open how many are open
 */
record Descriptors(long limit, long open) {
  /** Descriptors reserved for reading files, and for accepting connections to reject them. */
  private static final int RESERVE = 16;

  private static final String LIMIT = "Max open files";
  private static final Descriptors UNLIMITED = new Descriptors(Long.MAX_VALUE, 0);

  /** Reads the current numbers; the JVM has raised the soft limit to the hard one. */
  static Descriptors now() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      String limit =
          Files.readAllLines(Path.of("/proc/self/limits")).stream()
              .filter(line -> line.startsWith(LIMIT))
              .map(line -> line.substring(LIMIT.length()).trim().split("\\s+", 2)[0])
              .findFirst()
              .orElse("unlimited");
      return limit.equals("unlimited")
          ? UNLIMITED
          : new Descriptors(Long.parseLong(limit), open.count());
    } catch (IOException e) {
      return UNLIMITED;
    }
  }

  /** How many more connections there may be. */
  int free() {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, limit - open - RESERVE));
  }
}

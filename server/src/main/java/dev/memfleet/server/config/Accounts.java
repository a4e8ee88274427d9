package dev.memfleet.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine's user accounts. */
final class Accounts {
  private Accounts() {}

  /** Whether there is such a user; also true where the list cannot be read. */
  static boolean exists(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.startsWith(name + ":"));
    } catch (IOException e) {
      return true;
    }
  }
}

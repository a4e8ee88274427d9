package dev.memfleet.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine's user accounts. */
final class Accounts {
  private Accounts() {}

  /** Whether this process may change its user. */
  static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException e) {
      return System.getProperty("user.name").equals("root");
    }
  }

  /** Whether this user exists; also true if the list of users cannot be read. */
  static boolean exists(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"), StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.startsWith(name + ":"));
    } catch (IOException e) {
      return true;
    }
  }
}

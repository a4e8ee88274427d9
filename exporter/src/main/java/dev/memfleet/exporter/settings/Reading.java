package dev.memfleet.exporter.settings;

import dev.memfleet.exporter.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that is being read.
 *
 * @param problems where its mistakes go
 * @param folder what relative paths are relative to
 * @param strict whether a file that cannot be read is a mistake; while the agent runs it is the
 *     failure of a connection, and may come and go
 */
public record Reading(Problems problems, Path folder, boolean strict) {
  /** One that names no files. */
  public Reading(Problems problems) {
    this(problems, Path.of(""), false);
  }

  /** The path of a file. */
  Path file(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    Path file = folder.resolve(text);
    if (strict && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(file, Files.exists(file) ? "cannot be read" : "no such file"));
    }
    return file;
  }
}

package dev.memfleet.exporter.settings;

import dev.memfleet.exporter.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The context of reading a file.
 *
 * @param problems collects the errors
 * @param folder base of relative paths
 * @param strict whether an unreadable file is an error; while the agent runs it is a failed
 *     connection instead, which may be temporary
 */
public record Reading(Problems problems, Path folder, boolean strict) {
  /** The context of a document that refers to no files. */
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

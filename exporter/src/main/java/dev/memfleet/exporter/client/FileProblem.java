package dev.memfleet.exporter.client;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The reason why a file cannot be read, in words that name the file. */
final class FileProblem {
  private FileProblem() {}

  static String text(IOException problem) {
    if (problem instanceof NoSuchFileException) {
      return "no such file: " + problem.getMessage();
    }
    if (problem instanceof AccessDeniedException) {
      return "permission denied: " + problem.getMessage();
    }
    return problem instanceof CharacterCodingException
        ? "not UTF-8"
        : String.valueOf(problem.getMessage());
  }
}

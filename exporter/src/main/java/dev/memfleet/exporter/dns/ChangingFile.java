package dev.memfleet.exporter.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A system file and its current contents, read again when it changes. Reads may block. */
final class ChangingFile<T> {
  private final Path file;
  private final Function<String, T> parser;
  private @Nullable String text;
  private @Nullable T parsed;

  ChangingFile(Path file, Function<String, T> parser) {
    this.file = file;
    this.parser = parser;
  }

  /** The current contents; those of an empty file if it does not exist. */
  T current() throws IOException {
    String now = read();
    if (!now.equals(text)) {
      parsed = parser.apply(now);
      text = now;
    }
    return Objects.requireNonNull(parsed);
  }

  private String read() throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException none) {
      return "";
    }
  }
}

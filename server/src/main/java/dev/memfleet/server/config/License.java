package dev.memfleet.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text of {@code -i}. */
final class License {
  private static final String FILE = "/META-INF/LICENSE";

  private License() {}

  /** The license in the jar, or its name. */
  static String text() {
    try (InputStream file = License.class.getResourceAsStream(FILE)) {
      return file == null
          ? "Apache License, Version 2.0"
          : new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.memfleet.exporter.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The source of a secret. */
public sealed interface SecretSource {
  /**
   * Reads the current secret. May block.
   *
   * @throws IOException when it cannot be read
   */
  Secret read() throws IOException;

  /** A secret given as text. */
  record Literal(Secret secret) implements SecretSource {
    @Override
    public Secret read() {
      return secret;
    }
  }

  /** A file with the secret, without trailing line ends; read again each time. */
  record InFile(Path file) implements SecretSource {
    @Override
    public Secret read() throws IOException {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      int end = text.length();
      while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      return new Secret(text.substring(0, end));
    }
  }
}

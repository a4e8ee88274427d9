package dev.memfleet.exporter.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a secret is to be had. */
public sealed interface SecretSource {
  /**
   * The secret as of now. May block.
   *
   * @throws IOException when it cannot be read
   */
  Secret read() throws IOException;

  /** The secret itself. */
  record Given(Secret secret) implements SecretSource {
    @Override
    public Secret read() {
      return secret;
    }
  }

  /** A file with the secret, without line ends at its end; read again each time. */
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

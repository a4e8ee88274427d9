package dev.memfleet.exporter.config;

import dev.memfleet.exporter.node.Secret;
import dev.memfleet.exporter.node.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads secrets, of which no message shows anything. */
final class SecretsReader {
  private final Path folder;
  private final boolean mustBeThere;

  /**
   * @param folder what relative paths are relative to
   * @param mustBeThere whether a file that cannot be read is a mistake; while the agent runs it is
   *     the failure of a connection, and may come and go
   */
  SecretsReader(Path folder, boolean mustBeThere) {
    this.folder = folder;
    this.mustBeThere = mustBeThere;
  }

  /** What stands under {@code password}, or in the file that {@code password_file} names. */
  Optional<SecretSource> password(YamlMapping in) {
    Optional<Secret> given = secret(in, "password");
    Optional<Path> file = file(in, "password_file");
    boolean hasGiven = in.keys().contains("password");
    boolean hasFile = in.keys().contains("password_file");
    if (hasGiven && hasFile) {
      in.problem("password and password_file: one is too many");
    } else if (!hasGiven && !hasFile) {
      in.missing("password_file");
    }
    return given
        .<SecretSource>map(SecretSource.Given::new)
        .or(() -> file.map(SecretSource.InFile::new));
  }

  /** A text, in which <code>${NAME}</code> stands for an environment variable. */
  static Optional<Secret> secret(YamlMapping in, String key) {
    return in.parsed(key, SecretsReader::expanded);
  }

  /**
   * As {@link #secret}, of a text.
   *
   * @throws IllegalArgumentException saying what is wrong, nothing of the text
   */
  static Secret expanded(String text) {
    String value = EnvironmentText.expand(text, name -> Optional.ofNullable(System.getenv(name)));
    if (value.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    return new Secret(value);
  }

  /** The path of a file. */
  Optional<Path> file(YamlMapping in, String key) {
    return in.parsed(key, this::path);
  }

  private Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty");
    }
    Path file = folder.resolve(text);
    if (mustBeThere && !(Files.isRegularFile(file) && Files.isReadable(file))) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(file, Files.exists(file) ? "cannot be read" : "no such file"));
    }
    return file;
  }
}

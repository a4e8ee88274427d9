package dev.memfleet.exporter.config;

import dev.memfleet.exporter.settings.Reading;
import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document;
import dev.memfleet.exporter.yaml.Document.Syntax;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration file strictly, and reports all errors at once. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a configuration.
   *
   * @param reservedLabels the labels of our metrics, which no node may carry
   * @throws ConfigException with all errors, also when the file cannot be read
   */
  public static Config load(Path file, Set<String> reservedLabels) throws ConfigException {
    return read(file, reservedLabels, false, document -> document.value(document.file(file)));
  }

  /**
   * Like {@link #load}, but also requires that certificates, keys and passwords exist.
   *
   * @throws ConfigException with all errors, also when a file cannot be read
   */
  public static Config check(Path file, Set<String> reservedLabels) throws ConfigException {
    return read(file, reservedLabels, true, document -> document.value(document.file(file)));
  }

  /** Reads a configuration from its text. */
  static Config parse(Path file, String text, Set<String> reservedLabels) throws ConfigException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return read(
        file,
        reservedLabels,
        false,
        document -> document.value(() -> new ByteArrayInputStream(bytes)));
  }

  private interface Parsing {
    Optional<Value> read(Document document) throws ConfigException;
  }

  private static Config read(Path file, Set<String> reservedLabels, boolean strict, Parsing parsing)
      throws ConfigException {
    Problems problems = new Problems(file.toString());
    Optional<Value> root =
        parsing.read(new Document(Syntax.YAML, InputLimits.ofConfig(), problems));
    if (root.isEmpty()) {
      problems.add("empty");
      throw problems.asException();
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Config config = Config.read(root.get(), new Reading(problems, folder, strict), reservedLabels);
    problems.throwIfAny();
    return config;
  }
}

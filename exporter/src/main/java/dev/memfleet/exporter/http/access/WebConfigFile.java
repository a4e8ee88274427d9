package dev.memfleet.exporter.http.access;

import dev.memfleet.exporter.yaml.ConfigException;
import dev.memfleet.exporter.yaml.Document;
import dev.memfleet.exporter.yaml.Document.Syntax;
import dev.memfleet.exporter.yaml.InputLimits;
import dev.memfleet.exporter.yaml.Place;
import dev.memfleet.exporter.yaml.Problems;
import dev.memfleet.exporter.yaml.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The web config file, in the format of Prometheus' exporter-toolkit. */
public final class WebConfigFile {
  private WebConfigFile() {}

  /**
   * Reads a web config and the files that it names.
   *
   * @param reading called with each file before it is read
   * @throws ConfigException with all errors, also when a file cannot be read
   */
  public static WebConfig load(Path file, Consumer<Path> reading) throws ConfigException {
    reading.accept(file);
    Problems problems = new Problems(file.toString());
    Document document = new Document(Syntax.YAML, InputLimits.ofConfig(), problems);
    Value root =
        document.value(document.file(file)).orElse(new Value.Mapping(new Place(1, 1), List.of()));
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    WebConfig config = new WebConfigReader(problems, folder, reading).read(root);
    problems.throwIfAny();
    return config;
  }
}

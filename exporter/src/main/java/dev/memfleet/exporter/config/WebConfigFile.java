package dev.memfleet.exporter.config;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/** The web config file, in the format of Prometheus' exporter-toolkit. */
public final class WebConfigFile {
  private WebConfigFile() {}

  /**
   * Reads a web config and the files that it names.
   *
   * @param reading is told of each file before it is read
   * @throws ConfigException with every mistake, also when a file cannot be read
   */
  public static WebConfig load(Path file, Consumer<Path> reading) throws ConfigException {
    reading.accept(file);
    String text = YamlDocument.read(file);
    Problems problems = new Problems(file.toString());
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    WebConfig config =
        new WebConfigReader(problems, folder, reading)
            .read(YamlDocument.composeOrEmpty(text, problems));
    problems.throwIfAny();
    return config;
  }
}

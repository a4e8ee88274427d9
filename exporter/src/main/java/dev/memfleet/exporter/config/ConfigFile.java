package dev.memfleet.exporter.config;

import java.nio.file.Path;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** The configuration file: strict, and with all mistakes in one go. */
public final class ConfigFile {
  private ConfigFile() {}

  /**
   * Reads a configuration.
   *
   * @param reservedLabels the labels of our metrics, which no node may carry
   * @throws ConfigException with every mistake, also when the file cannot be read
   */
  public static Config load(Path file, Set<String> reservedLabels) throws ConfigException {
    return parse(file.toString(), YamlDocument.read(file), reservedLabels);
  }

  /** Reads a configuration from its text; the name is for messages. */
  static Config parse(String name, String text, Set<String> reservedLabels) throws ConfigException {
    Problems problems = new Problems(name);
    Node root = YamlDocument.compose(text, problems);
    Config config = new ConfigReader(problems, reservedLabels).read(root);
    problems.throwIfAny();
    return config;
  }
}

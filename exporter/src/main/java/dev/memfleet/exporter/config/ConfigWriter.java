package dev.memfleet.exporter.config;

import dev.memfleet.exporter.yaml.YamlText;

/** Writes a configuration as a file that would give it, but for secrets. */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** The YAML of a configuration. */
  public static String write(Config config) {
    return YamlText.of(Config.KEYS.write(config));
  }
}

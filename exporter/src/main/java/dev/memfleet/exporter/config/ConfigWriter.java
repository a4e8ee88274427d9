package dev.memfleet.exporter.config;

import dev.memfleet.exporter.yaml.YamlText;

/** Writes a configuration as an equivalent file, without secrets. */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** The YAML of a configuration. */
  public static String write(Config config) {
    return YamlText.of(Config.KEYS.write(config));
  }
}

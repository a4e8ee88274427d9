package dev.memfleet.exporter.config;

import java.nio.file.Path;

/** The configuration files of these tests. */
final class Fixtures {
  static final Path ROOT = Path.of("src/test/resources/config");

  private Fixtures() {}

  static Path valid(String name) {
    return ROOT.resolve("valid").resolve(name);
  }
}

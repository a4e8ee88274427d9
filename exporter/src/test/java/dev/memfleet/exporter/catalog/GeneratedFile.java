package dev.memfleet.exporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in the repository that is made from the code: compared, or with {@code -Dupdate.docs=true}
 * written anew.
 */
final class GeneratedFile {
  private GeneratedFile() {}

  static void check(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("update.docs")) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("%s; -Dupdate.docs=true writes it", file).content().isEqualTo(expected);
  }
}

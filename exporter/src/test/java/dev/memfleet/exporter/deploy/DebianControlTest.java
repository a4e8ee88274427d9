package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control files of the Debian packages, whose form lintian judges only at a release. */
class DebianControlTest {
  /** The longest line of an extended description that lintian accepts, in characters. */
  private static final int LONGEST_LINE = 80;

  @ParameterizedTest
  @ValueSource(strings = {"deploy/debian/control", "../server/deploy/debian/control"})
  void description_fitsATerminal(String control) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(control));

    assertThat(lines)
        .anyMatch(line -> line.startsWith("Description: "))
        .filteredOn(line -> line.startsWith(" "))
        .isNotEmpty()
        .allMatch(line -> line.length() <= LONGEST_LINE);
  }
}

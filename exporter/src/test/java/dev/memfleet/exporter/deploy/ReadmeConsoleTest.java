package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The first scrape that the README shows prints as many lines as shown. */
class ReadmeConsoleTest {
  private static final Pattern FIRST_SCRAPE =
      Pattern.compile("\\$ curl -s localhost:9150/metrics \\| grep -E '([^']+)'\\n((?:\\w.*\\n)+)");

  private static final Pattern NAME = Pattern.compile("^\\w+");

  @Test
  void firstGrep_printsTheMetricsShown() throws IOException {
    Matcher example = FIRST_SCRAPE.matcher(Files.readString(Path.of("../README.md")));
    assertThat(example.find()).isTrue();
    Pattern wanted = Pattern.compile(example.group(1));

    List<String> printed =
        Files.readAllLines(Path.of("src/test/resources/golden/everything.prom")).stream()
            .filter(line -> wanted.matcher(line).find())
            .toList();

    assertThat(names(printed)).isEqualTo(names(example.group(2).lines().toList()));
  }

  private static List<String> names(List<String> lines) {
    return lines.stream().map(NAME::matcher).filter(Matcher::find).map(Matcher::group).toList();
  }
}

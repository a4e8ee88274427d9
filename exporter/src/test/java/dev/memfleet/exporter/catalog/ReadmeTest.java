package dev.memfleet.exporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metric list in the README is made from the catalogue. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- metrics:begin -->\n";
  private static final String END = "<!-- metrics:end -->\n";

  @Test
  void metricList_isThatOfTheCatalogue() throws IOException {
    String readme = Files.readString(README);
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    assertThat(begin).isNotNegative().isLessThan(end);

    GeneratedFile.check(
        README, readme.substring(0, begin + BEGIN.length()) + table() + readme.substring(end));
  }

  private static String table() {
    return Catalog.ALL.metrics().stream()
        .map(ReadmeTest::line)
        .collect(
            Collectors.joining(
                "",
                "| Metric | Type | Labels | Collector | Meaning (stat) |\n|---|---|---|---|---|\n",
                ""));
  }

  private static String line(Metric metric) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            String.join(", ", metric.allLabelNames()),
            metric.collector().label(),
            metric.help());
  }
}

package dev.memfleet.exporter.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The metric list in the README is made from the catalogue. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void metricList_isThatOfTheCatalogue() throws IOException {
    GeneratedFile.checkSection(README, "metrics", table());
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

package dev.memfleet.exporter.fleet;

import dev.memfleet.exporter.catalog.GeneratedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list in the README is made from the table. */
class NodeMetricsReadmeTest {
  @Test
  void nodeMetrics_areThoseOfTheTable() throws IOException {
    String lines =
        NodeMetrics.TABLE.stream().map(NodeMetricsReadmeTest::line).collect(Collectors.joining());
    GeneratedFile.checkSection(
        Path.of("README.md"),
        "node-metrics",
        "| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n" + lines);
  }

  private static String line(NodeMetric metric) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            String.join(", ", metric.labelNames()),
            metric.help());
  }
}

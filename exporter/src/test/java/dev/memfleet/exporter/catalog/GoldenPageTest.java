package dev.memfleet.exporter.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The whole page of a node that reports every stat there is, from its answers' bytes. */
class GoldenPageTest {
  static final Path PAGE = Path.of("src/test/resources/golden/everything.prom");

  @Test
  void page_ofNodeThatReportsEverything_isGolden() throws IOException {
    GeneratedFile.check(PAGE, text(Recording.load("/recordings/everything.stats.txt").families()));
  }

  private static String text(List<Family> families) {
    return families.stream().map(GoldenPageTest::text).collect(Collectors.joining());
  }

  private static String text(Family family) {
    String type = family.type().name().toLowerCase(Locale.ROOT);
    return "# HELP %s %s\n# TYPE %s %s\n"
            .formatted(family.name(), family.help(), family.name(), type)
        + family.samples().stream()
            .map(sample -> family.name() + labels(sample) + " " + sample.value() + "\n")
            .collect(Collectors.joining());
  }

  private static String labels(Sample sample) {
    return sample.labelNames().isEmpty()
        ? ""
        : IntStream.range(0, sample.labelNames().size())
            .mapToObj(i -> sample.labelNames().get(i) + "=" + quoted(sample.labelValues().get(i)))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

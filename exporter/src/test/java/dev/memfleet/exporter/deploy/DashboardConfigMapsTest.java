package dev.memfleet.exporter.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A ConfigMap for each dashboard, small enough for {@code kubectl apply}. */
class DashboardConfigMapsTest {
  private static final Path FOLDER = Path.of("../dashboards");

  /** Of all annotations of an object; kubectl apply keeps the whole object in one of them. */
  private static final int ANNOTATIONS_BYTES = 262_144;

  /** The object around the dashboard, and what other tools annotate. */
  private static final int REST_BYTES = 16_384;

  @Test
  void dashboards_fitTheAnnotationOfKubectlOneByOne() throws IOException {
    for (Path dashboard : dashboards()) {
      assertThat(annotationBytes(Files.readString(dashboard)) + REST_BYTES)
          .as(dashboard.toString())
          .isLessThan(ANNOTATIONS_BYTES);
    }
  }

  @Test
  void readme_makesAConfigMapOfEachAndAppliesItOnTheServersSide() throws IOException {
    String readme = Files.readString(FOLDER.resolve("README.md"));
    String names = String.join(" ", names());

    assertThat(readme)
        .contains("for name in " + names + "; do")
        .contains("--from-file=$name.json")
        .contains("kubectl -n monitoring apply --server-side")
        .doesNotContain("--from-file=fleet.json");
  }

  /** Where a file is missing, Helm renders a ConfigMap without content. */
  @Test
  void chart_bringsEach() throws IOException {
    Path chart = Path.of("deploy/helm/memfleet");

    assertThat(Files.readString(chart.resolve("templates/dashboards.yaml")))
        .contains("list \"" + String.join("\" \"", names()) + "\"");
    for (Path dashboard : dashboards()) {
      assertThat(chart.resolve("files").resolve(dashboard.getFileName()))
          .hasSameTextualContentAs(dashboard);
    }
  }

  private static List<String> names() throws IOException {
    return dashboards().stream()
        .map(file -> file.getFileName().toString().replace(".json", ""))
        .sorted()
        .toList();
  }

  private static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(found).isNotEmpty();
      return found;
    }
  }

  /** A text as a JSON string: quotes, backslashes and line ends take two bytes. */
  private static long annotationBytes(String text) {
    long escaped = text.chars().filter(c -> c == '"' || c == '\\' || c == '\n').count();
    return text.getBytes(UTF_8).length + escaped;
  }
}

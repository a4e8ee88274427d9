package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every place that names the version names the one of the build, which is one to release. */
class ReleaseVersionTest {
  private static final Path TOP = Path.of("..");

  @Test
  void version_isOneToRelease() throws IOException {
    assertThat(version()).matches("\\d+\\.\\d+\\.\\d+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          exporter/pom.xml                                         ; 1 ; <parent>[^#]*?<version>(.*?)</version>
          server/pom.xml                                           ; 1 ; <parent>[^#]*?<version>(.*?)</version>
          exporter/deploy/helm/memfleet/Chart.yaml                 ; 2 ; ersion: "?(\\d+\\.\\d+\\.\\d+)"?
          exporter/deploy/kubernetes/kustomization.yaml            ; 1 ; newTag: (.*)
          exporter/deploy/compose/docker-compose.yml               ; 1 ; memfleet-exporter:(\\d+\\.\\d+\\.\\d+)
          exporter/deploy/test/manifests/bitnami.yml               ; 1 ; memfleet-exporter:(\\d+\\.\\d+\\.\\d+)
          exporter/deploy/test/manifests/prometheus-community.yml  ; 1 ; memfleet-exporter:(\\d+\\.\\d+\\.\\d+)
          README.md                                                ; 3 ; memfleet(?:-exporter)?[:_-](\\d+\\.\\d+\\.\\d+)
          exporter/README.md                                       ; 5 ; (?:memfleet-exporter[:_]|[tT]ag: )(\\d+\\.\\d+\\.\\d+)
          server/README.md                                         ; 1 ; memfleet-server (\\d+\\.\\d+\\.\\d+)
          """)
  void place_namesIt(String file, int times, String pattern) throws IOException {
    List<String> named =
        Pattern.compile(pattern)
            .matcher(Files.readString(TOP.resolve(file)))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(named).hasSize(times).containsOnly(version());
  }

  private static String version() throws IOException {
    return Files.readAllLines(TOP.resolve("pom.xml")).stream()
        .filter(line -> line.startsWith("  <version>"))
        .map(line -> line.replaceAll("</?version>", "").strip())
        .findFirst()
        .orElseThrow();
  }
}

package dev.memfleet.exporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.GeneratedFile;
import dev.memfleet.exporter.settings.KeyRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documents and manifests say of the configuration is true. */
class DocumentedConfigTest {
  private static final Pattern README_BLOCK =
      Pattern.compile("```yaml\\n# fleet\\.yml\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern MANIFEST_BLOCK =
      Pattern.compile("  fleet\\.yml: \\|\\n((?:    .*\\n)+)");

  @Test
  void tableInTheReadme_isThatOfTheKeys() throws IOException {
    String rows = Config.KEYS.rows().stream().map(KeyRow::markdown).collect(Collectors.joining());
    GeneratedFile.checkSection(
        Path.of("README.md"),
        "config",
        "| Key | Type | Default | Meaning |\n|---|---|---|---|\n" + rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "../README.md"})
  void filesInTheReadme_areValid(String file) throws Exception {
    checkAll(README_BLOCK, Path.of(file));
  }

  @Test
  void fileInTheKubernetesManifest_isValid() throws Exception {
    checkAll(MANIFEST_BLOCK, Path.of("deploy/kubernetes/exporter.yml"));
  }

  private static void checkAll(Pattern pattern, Path file) throws Exception {
    List<String> documents =
        pattern.matcher(Files.readString(file)).results().map(found -> found.group(1)).toList();
    assertThat(documents).isNotEmpty();
    for (String document : documents) {
      Config config = ConfigFile.parse(Path.of("fleet.yml"), document, Set.of("slab"));
      assertThat(config.nodes().size() + config.discovery().size()).isPositive();
    }
  }
}

package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files that provision Grafana in the Compose stack have the documented form. */
class GrafanaProvisioningTest {
  private static final Path FOLDER = Path.of("deploy/compose");

  private static final Set<String> DATA_SOURCE_KEYS =
      Set.of(
          "name",
          "type",
          "access",
          "orgId",
          "uid",
          "url",
          "user",
          "database",
          "basicAuth",
          "basicAuthUser",
          "withCredentials",
          "isDefault",
          "jsonData",
          "secureJsonData",
          "version",
          "editable");

  private static final Set<String> PROVIDER_KEYS =
      Set.of(
          "name",
          "orgId",
          "folder",
          "folderUid",
          "type",
          "disableDeletion",
          "updateIntervalSeconds",
          "allowUiUpdates",
          "options");

  @Test
  void dataSource_isThePrometheusOfTheStack() throws IOException {
    Map<?, ?> source = only("grafana/datasources/memfleet.yml", "datasources", DATA_SOURCE_KEYS);

    assertThat(source.get("type")).isEqualTo("prometheus");
    assertThat(source.get("access")).isEqualTo("proxy");
    assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
    assertThat(services().keySet().stream().map(String::valueOf)).contains("prometheus");
  }

  @Test
  void provider_readsTheFolderWithEveryDashboard() throws IOException {
    Map<?, ?> provider = only("grafana/dashboards/memfleet.yml", "providers", PROVIDER_KEYS);

    assertThat(provider.get("type")).isEqualTo("file");
    String folder = String.valueOf(map(provider, "options").get("path"));
    List<?> volumes = list(map(services(), "grafana"), "volumes");
    List<String> mounted =
        volumes.stream().map(String::valueOf).filter(volume -> volume.contains(folder)).toList();
    try (var files = Files.list(Path.of("../dashboards"))) {
      List<String> expected =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> "../../../dashboards/" + name + ":" + folder + "/" + name + ":ro")
              .toList();
      assertThat(mounted).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private static Map<?, ?> only(String file, String list, Set<String> keys) throws IOException {
    Map<?, ?> whole = read(file);
    assertThat(whole.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder("apiVersion", list);
    assertThat(whole.get("apiVersion")).isEqualTo(1);
    List<?> entries = list(whole, list);
    assertThat(entries).hasSize(1);
    Map<?, ?> entry = (Map<?, ?>) Objects.requireNonNull(entries.get(0));
    assertThat(keys).containsAll(entry.keySet().stream().map(String::valueOf).toList());
    return entry;
  }

  private static Map<?, ?> services() throws IOException {
    return map(read("docker-compose.yml"), "services");
  }

  private static Map<?, ?> read(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Map<?, ?> whole = yaml.load(Files.readString(FOLDER.resolve(file)));
    return Objects.requireNonNull(whole);
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return (Map<?, ?>) Objects.requireNonNull(parent.get(key), key);
  }

  private static List<?> list(Map<?, ?> parent, String key) {
    return (List<?>) Objects.requireNonNull(parent.get(key), key);
  }
}

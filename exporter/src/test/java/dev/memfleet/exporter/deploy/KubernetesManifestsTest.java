package dev.memfleet.exporter.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The plain manifests: what they set beyond what a schema can check. */
class KubernetesManifestsTest {
  private static final Path FOLDER = Path.of("deploy/kubernetes");

  @Test
  void serviceMonitor_leavesTheAgentsPodOutOfTheNodesSeries() throws IOException {
    String monitor = object("service-monitor.yml", "ServiceMonitor");

    assertThat(monitor)
        .contains("honorLabels=true", "relabelings=[{action=labeldrop, regex=pod|container}]");
  }

  @Test
  void fleetFile_findsNodesAndReloadsByItself() throws IOException {
    String config = object("exporter.yml", "ConfigMap");

    assertThat(config).contains("dns:", "watch: true").doesNotContain("nodes:");
  }

  @Test
  void exporter_hasNoWritablePlace() throws IOException {
    String deployment = object("exporter.yml", "Deployment");

    assertThat(deployment)
        .contains("readOnlyRootFilesystem=true", "runAsNonRoot=true", "drop=[ALL]")
        .doesNotContain("emptyDir", "/tmp");
  }

  /** The discovered name is that of the headless service and its port. */
  @Test
  void fleetFile_namesTheServiceOfTheCache() throws IOException {
    assertThat(object("exporter.yml", "ConfigMap"))
        .contains("_memcached._tcp.memcached-headless.cache.svc.cluster.local.");
    assertThat(Files.readString(FOLDER.resolve("cache.yml")))
        .contains("  name: memcached-headless\n  namespace: cache", "- name: memcached\n");
  }

  private static String object(String file, String kind) throws IOException {
    return objects(FOLDER.resolve(file)).stream()
        .filter(object -> kind.equals(object.get("kind")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no " + kind))
        .toString();
  }

  private static List<Map<?, ?>> objects(Path file) throws IOException {
    List<Map<?, ?>> objects = new ArrayList<>();
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    yaml.loadAll(Files.readString(file)).forEach(object -> objects.add((Map<?, ?>) object));
    return objects;
  }
}

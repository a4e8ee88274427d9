package dev.memfleet.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.memfleet.exporter.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffectiveConfigTest {
  @TempDir Path folder;

  @Test
  void yaml_hasWhatTheFlagsChange() throws Exception {
    Path file = folder.resolve("fleet.yml");
    Files.writeString(file, "collectors: {slabs: false}\nnodes: [{address: a}]\n");
    String yaml =
        yaml(
            "--config.file=" + file,
            "--no-collector.items",
            "--collector.slabs",
            "--memcached.address=b:1",
            "--memcached.tls.enable",
            "--memcached.tls.ca-file=/ca.pem");

    assertThat(yaml)
        .contains("  items: false\n  slabs: true\n")
        .contains("  default:\n    tls:\n      ca_file: /ca.pem\n")
        .contains("nodes:\n  - address: a:11211\n  - address: b:1\n");
    Files.writeString(file, yaml);
    assertThat(yaml("--config.file=" + file)).isEqualTo(yaml);
  }

  @Test
  void labelsOfHistograms_areTheExportersOwn() throws Exception {
    assertThat(EffectiveConfig.OWN_LABELS).contains("le", "quantile", "slab", "command");
    Path file = folder.resolve("fleet.yml");
    Files.writeString(file, "nodes: [{address: a, labels: {le: x}}]\n");

    assertThatThrownBy(() -> yaml("--config.file=" + file))
        .hasMessageEndingWith("nodes[0].labels: label \"le\" is one of the exporter's own");
  }

  /** Labels of the metrics of insight are taken only where there are such metrics. */
  @Test
  void labelsOfInsight_areTheNodesOwnUnlessItIsOn() throws Exception {
    Path file = folder.resolve("fleet.yml");
    for (String label : List.of("id", "memory", "rank", "prefix", "kind")) {
      String nodes = "nodes: [{address: a, labels: {%s: x, result: y}}]\n".formatted(label);
      Files.writeString(file, nodes);
      assertThat(yaml("--config.file=" + file)).contains(label + ": x", "result: y");
      Files.writeString(file, nodes + "insight: {nodes: [b]}\n");
      assertThatThrownBy(() -> yaml("--config.file=" + file))
          .hasMessageEndingWith(
              "nodes[0].labels: label \"%s\" is one of the exporter's own".formatted(label));
    }
  }

  @Test
  void nodeRules_takeTheLabelsOfInsightWhereItIsOn() throws Exception {
    Path file = folder.resolve("fleet.yml");
    Files.writeString(file, "insight: {nodes: [b]}\n");
    assertThat(rules("--config.file=" + file)).contains("kind", "prefix").doesNotContain("result");
    Files.writeString(file, "insight: {window: 10s}\n");
    assertThat(rules("--config.file=" + file)).doesNotContain("kind", "prefix").contains("slab");
  }

  private static Set<String> rules(String... flags) throws Exception {
    return EffectiveConfig.load(CommandLine.parse(List.of(flags), Map.of()))
        .nodeRules()
        .takenLabels();
  }

  @Test
  void yaml_withoutAFile_saysSo() throws Exception {
    assertThat(yaml()).startsWith("# There is no configuration file");
  }

  private static String yaml(String... flags) throws Exception {
    return EffectiveConfig.load(CommandLine.parse(List.of(flags), Map.of())).yaml();
  }
}

package dev.memfleet.exporter.mixin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.alerts.Promtool;
import dev.memfleet.exporter.dashboards.Dashboard;
import dev.memfleet.exporter.dashboards.DashboardLint;
import dev.memfleet.exporter.dashboards.GrafanaTypes;
import dev.memfleet.exporter.dashboards.Tree;
import dev.memfleet.exporter.peer.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped files are the mixin's output, and other settings render valid files too. */
class MixinIT {
  private static final List<String> RULES = List.of("memcached.rules.yml", "memcached.alerts.yml");

  /** The size of the annotation in which {@code kubectl apply} keeps an object. */
  private static final int ANNOTATION_LIMIT = 262_144;

  @TempDir Path folder;

  /** What an installation changes, and the labels that its nodes have then. */
  record Settings(String name, Mixin mixin, DashboardLint.Labels labels) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Settings SELECTOR =
      new Settings(
          "selector",
          new Mixin("{ selector: 'job=~\"memcached.*\"' }"),
          DashboardLint.Labels.SHIPPED);

  private static final Settings OWN_THRESHOLDS =
      new Settings(
          "own thresholds",
          new Mixin(
              "{ dashboardsUseRules: false, gapTolerance: '5m', runbookUrl: 'https://wiki/memcached',"
                  + " alerts+: { MemcachedVersionSkew: null, MemcachedClockOffset+: { threshold: 0.5 },"
                  + " MemcachedNodeDown+: { severity: 'critical', 'for': '1m' } } }"),
          DashboardLint.Labels.SHIPPED);

  static List<Settings> settings() {
    return List.of(
        new Settings("none", Mixin.SHIPPED, DashboardLint.Labels.SHIPPED),
        new Settings(
            "one cluster",
            new Mixin("{ clusterLabels: [] }"),
            new DashboardLint.Labels(List.of(), "pool")),
        new Settings(
            "other labels",
            new Mixin("{ clusterLabels: ['region', 'env'], poolLabel: 'service' }"),
            new DashboardLint.Labels(List.of("region", "env"), "service")),
        SELECTOR,
        OWN_THRESHOLDS);
  }

  @Test
  void files_shipped_areTheMixinsOutput() throws IOException {
    Mixin.SHIPPED.rules(folder);
    Mixin.SHIPPED.dashboards(folder);
    for (String name : RULES) {
      assertThat(Mixin.TOP.resolve("alerts").resolve(name)).hasSameTextualContentAs(file(name));
    }
    for (Dashboard dashboard : Dashboard.values()) {
      assertThat(dashboard.file()).hasSameTextualContentAs(file(dashboard.file()));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void rules_withAnySettings_passPromtool(Settings settings) throws IOException {
    settings.mixin.rules(folder);
    List<String> arguments = new ArrayList<>(List.of("check", "rules"));
    arguments.addAll(RULES);
    Command result = Promtool.run(folder, arguments);
    assertThat(result.status()).as(result.output()).isZero();
  }

  /** Grafana's types are compiled once for all of them, which takes longer than the dashboards. */
  @Test
  void dashboards_withAnySettings_haveNoFindingAndGrafanasTypes() throws IOException {
    Path all = Files.createDirectory(folder.resolve("all"));
    for (Settings settings : settings()) {
      Path own = settings.mixin.dashboards(folder.resolve(settings.name));
      for (Dashboard dashboard : Dashboard.values()) {
        Path rendered = own.resolve(dashboard.file().getFileName());
        assertThat(DashboardLint.findings(Tree.read(rendered), settings.labels))
            .as(settings.name)
            .isEmpty();
        Files.copy(rendered, all.resolve(settings.name + " " + rendered.getFileName()));
      }
    }
    assertThat(GrafanaTypes.check(all)).endsWith("25 dashboards, 0 errors\n");
  }

  @Test
  void alerts_withOwnThresholds_haveThem() throws IOException {
    OWN_THRESHOLDS.mixin.rules(folder);
    assertThat(file("memcached.alerts.yml"))
        .content()
        .contains("0.5 <  # seconds", "'https://wiki/memcached#memcachedclockoffset'", "for: '1m'")
        .doesNotContain("MemcachedVersionSkew");
  }

  @Test
  void rules_withSelector_selectInEveryExpression() throws IOException {
    SELECTOR.mixin.rules(folder);
    String rules = Files.readString(file("memcached.rules.yml"));
    assertThat(rules).containsPattern("memcached_up\\{job=~\"memcached\\.\\*\"}");
    assertThat(rules.lines().filter(line -> line.matches(".*\\(memcached_\\w+[\\[)].*"))).isEmpty();
  }

  @Test
  void kubernetesObjects_shipped_fitKubectl() throws IOException {
    Mixin.SHIPPED.kubernetes(folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files)
          .hasSize(1 + Dashboard.values().length)
          .allSatisfy(
              object -> {
                assertThat(Files.size(object)).isLessThan(ANNOTATION_LIMIT);
                Tree tree = Tree.read(object);
                assertThat(tree.text("kind")).isIn("ConfigMap", "PrometheusRule");
                assertThat(tree.tree("metadata").text("namespace")).isEqualTo("monitoring");
              });
    }
    Tree dashboard = Tree.read(file("dashboard-fleet.json"));
    assertThat(Tree.parse(dashboard.tree("data").text("memcached-fleet.json")))
        .isEqualTo(Dashboard.FLEET.shipped());
  }

  private Path file(Path shipped) {
    return file(shipped.getFileName().toString());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }
}

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped files are the mixin's output, and other settings render valid files too. */
class MixinIT {
  private static final List<String> RULES = List.of("memcached.rules.yml", "memcached.alerts.yml");

  /** The size of the annotation in which {@code kubectl apply} keeps an object. */
  private static final int ANNOTATION_LIMIT = 262_144;

  @TempDir static Path temporary;

  /** What an installation changes, and the labels that its nodes have then. */
  record Settings(String name, Mixin mixin, DashboardLint.Labels labels) {
    Path folder() {
      return temporary.resolve(name);
    }

    Path file(String name) {
      return folder().resolve(name);
    }

    Path file(Dashboard dashboard) {
      return folder().resolve(dashboard.file().getFileName());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Settings SHIPPED =
      new Settings("none", Mixin.SHIPPED, DashboardLint.Labels.SHIPPED);

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
        SHIPPED,
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

  /** Rendering takes seconds, so the tests share it. */
  @BeforeAll
  static void render() throws IOException {
    for (Settings settings : settings()) {
      settings.mixin.rules(settings.folder());
      settings.mixin.dashboards(settings.folder());
    }
  }

  @Test
  void files_shipped_areTheMixinsOutput() {
    for (String name : RULES) {
      assertThat(Mixin.TOP.resolve("alerts").resolve(name))
          .hasSameTextualContentAs(SHIPPED.file(name));
    }
    for (Dashboard dashboard : Dashboard.values()) {
      assertThat(dashboard.file()).hasSameTextualContentAs(SHIPPED.file(dashboard));
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void rules_withAnySettings_passPromtool(Settings settings) {
    List<String> arguments = new ArrayList<>(List.of("check", "rules"));
    arguments.addAll(RULES);
    Command result = Promtool.run(settings.folder(), arguments);
    assertThat(result.status()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void dashboards_withAnySettings_haveNoFinding(Settings settings) throws IOException {
    for (Dashboard dashboard : Dashboard.values()) {
      assertThat(DashboardLint.findings(Tree.read(settings.file(dashboard)), settings.labels))
          .isEmpty();
    }
  }

  /**
   * Compiling Grafana's types takes longer than checking all the dashboards, so it is done once.
   */
  @Test
  void dashboards_withAnySettings_haveGrafanasTypes_andAWrongOneIsFound() throws IOException {
    Path all = Files.createDirectory(temporary.resolve("all"));
    int count = 1;
    for (Settings settings : settings()) {
      for (Dashboard dashboard : Dashboard.values()) {
        Path rendered = settings.file(dashboard);
        Files.copy(rendered, all.resolve(settings.name + " " + rendered.getFileName()));
        count++;
      }
    }
    String wrong =
        Files.readString(Dashboard.FLEET.file())
            .replace("\"graphTooltip\": 1", "\"graphTooltip\": 7");
    Files.writeString(all.resolve("wrong.json"), wrong);
    assertThat(GrafanaTypes.check(all))
        .startsWith("wrong.ts(")
        .contains("Type '7' is not assignable")
        .endsWith(count + " dashboards, 1 errors\n");
  }

  @Test
  void alerts_withOwnThresholds_haveThem() {
    assertThat(OWN_THRESHOLDS.file("memcached.alerts.yml"))
        .content()
        .contains("0.5 <  # seconds", "'https://wiki/memcached#memcachedclockoffset'", "for: '1m'")
        .doesNotContain("MemcachedVersionSkew");
  }

  @Test
  void rules_withSelector_selectInEveryExpression() throws IOException {
    String rules = Files.readString(SELECTOR.file("memcached.rules.yml"));
    assertThat(rules).containsPattern("memcached_up\\{job=~\"memcached\\.\\*\"}");
    assertThat(rules.lines().filter(line -> line.matches(".*\\(memcached_\\w+[\\[)].*"))).isEmpty();
  }

  @Test
  void kubernetesObjects_shipped_fitKubectl() throws IOException {
    Path folder = Mixin.SHIPPED.kubernetes(temporary.resolve("kubernetes"));
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
    Tree dashboard = Tree.read(folder.resolve("dashboard-fleet.json"));
    assertThat(Tree.parse(dashboard.tree("data").text("memcached-fleet.json")))
        .isEqualTo(Dashboard.FLEET.shipped());
  }
}

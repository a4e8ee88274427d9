package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.catalog.GeneratedFile;
import dev.memfleet.exporter.dashboards.PromQl.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardsTest {
  private static final Path UPSTREAM =
      Path.of("src", "test", "resources", "contract", "metrics-memcached_exporter.tsv");

  /** The panel whose query has a fallback for other exporters, which give no reasons. */
  private static final String WITH_FALLBACK = "Nodes down, and why";

  @ParameterizedTest
  @EnumSource
  void panel_withMetricThatOnlyTheAgentHas_saysSo(Dashboard dashboard) throws IOException {
    Set<String> upstream = upstream();
    for (Tree panel : Dashboard.panels(dashboard.shipped())) {
      boolean ours =
          metrics(panel).anyMatch(metric -> !isRecorded(metric) && !upstream.contains(metric));
      if (!panel.text("title").equals(WITH_FALLBACK)) {
        assertThat(needsAgent(panel)).as(panel.text("title")).isEqualTo(ours);
      }
    }
  }

  @Test
  void readme_table_listsThePanelsThatNeedTheAgent() throws IOException {
    StringBuilder table =
        new StringBuilder("| dashboard | panels that need Memfleet's agent |\n|---|---|\n");
    for (Dashboard dashboard : Dashboard.values()) {
      String titles =
          Dashboard.panels(dashboard.shipped()).stream()
              .filter(DashboardsTest::needsAgent)
              .map(panel -> panel.text("title"))
              .collect(Collectors.joining(" · "));
      table.append("| %s | %s |\n".formatted(dashboard.fileName(), titles));
    }
    GeneratedFile.checkSection(
        Dashboard.FOLDER.resolve("README.md"), "own-panels", table.toString());
  }

  /** Panels of single nodes would read all series of a thousand. */
  @ParameterizedTest
  @EnumSource
  void instance_inDashboardsOfSingleNodes_isNeverAll(Dashboard dashboard) {
    boolean single =
        dashboard == Dashboard.NODE
            || dashboard == Dashboard.SLABS
            || dashboard == Dashboard.INSIGHT;
    assertThat(dashboard.shipped().tree("templating").trees("list"))
        .filteredOn(variable -> variable.text("name").equals("instance"))
        .singleElement()
        .satisfies(variable -> assertThat(variable.flag("includeAll")).isEqualTo(!single));
  }

  private static boolean needsAgent(Tree panel) {
    return panel.text("description").endsWith(" Needs Memfleet's agent.");
  }

  /** Recorded series, and Prometheus' own of alerts, are there with any exporter. */
  private static boolean isRecorded(String metric) {
    return metric.contains(":") || metric.equals("ALERTS");
  }

  /** A selector without a name reads the settings, which are the agent's. */
  private static Stream<String> metrics(Tree panel) {
    return panel.trees("targets").stream()
        .flatMap(target -> PromQl.selectors(target.text("expr")).stream())
        .map(Selector::metric);
  }

  /** What memcached_exporter exposes, of Go's client library and Prometheus too. */
  private static Set<String> upstream() throws IOException {
    Stream<String> contract =
        Files.readAllLines(UPSTREAM).stream()
            .filter(line -> !line.endsWith("not exposed"))
            .map(line -> line.substring(0, line.indexOf('\t')));
    Stream<String> others =
        Stream.of(
            "process_cpu_seconds_total",
            "process_max_fds",
            "process_open_fds",
            "scrape_duration_seconds");
    return Stream.concat(contract, others).collect(Collectors.toSet());
  }
}

package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs' opinion of the dashboards' JSON and PromQL. */
class DashboardTypesIT {
  private static final Path TYPES = Path.of("src", "test", "node", "dashboards", "types");

  @TempDir Path folder;

  @Test
  void dashboards_shipped_haveGrafanasTypes() throws Exception {
    installTypes();
    assertThat(checkTypes(Dashboard.FOLDER)).endsWith("4 dashboards, 0 errors\n");
  }

  @Test
  void dashboards_withAWrongType_areFound() throws Exception {
    installTypes();
    String broken =
        Dashboard.FLEET.generated().replace("\"graphTooltip\": 1", "\"graphTooltip\": 7");
    Files.writeString(folder.resolve("fleet.json"), broken);
    assertThat(checkTypes(folder)).endsWith("1 dashboards, 1 errors\n");
  }

  @Test
  void queries_shipped_areAcceptedByPrometheus() throws Exception {
    List<Object> rules = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.values()) {
      PanelQueries queries = new PanelQueries(dashboard.shipped(), 60);
      queries.ofPanels().forEach(query -> rules.add(rule(query.expression(), rules.size())));
      queries.ofAnnotations().forEach(query -> rules.add(rule(query.expression(), rules.size())));
    }
    Object group = DashboardSource.ordered("name", "panels", "rules", rules);
    Path file = folder.resolve("rules.json");
    Files.writeString(file, Json.write(DashboardSource.ordered("groups", List.of(group))));
    assertThat(run(folder, "promtool", "check", "rules", file.toString()))
        .contains("SUCCESS: " + rules.size() + " rules found");
  }

  private static Object rule(String expression, int number) {
    return DashboardSource.ordered(
        "record",
        "panel:query",
        "expr",
        expression,
        "labels",
        DashboardSource.ordered("number", Integer.toString(number)));
  }

  private static void installTypes() throws Exception {
    if (!Files.exists(TYPES.resolve("node_modules/.package-lock.json"))) {
      run(TYPES, "npm", "ci", "--no-audit", "--no-fund");
    }
  }

  private static String checkTypes(Path dashboards) throws Exception {
    return run(TYPES, "node", "check.mjs", dashboards.toAbsolutePath().toString());
  }

  private static String run(Path folder, String... command) {
    return Command.run(folder, List.of(command)).output();
  }
}

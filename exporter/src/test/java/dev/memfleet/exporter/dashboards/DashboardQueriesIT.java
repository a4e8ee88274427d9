package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memfleet.exporter.peer.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The dashboards' queries, as Prometheus parses them. */
class DashboardQueriesIT {
  @TempDir Path folder;

  @Test
  void queries_shipped_areAcceptedByPrometheus() throws Exception {
    List<Object> rules = new ArrayList<>();
    for (Dashboard dashboard : Dashboard.values()) {
      PanelQueries queries = new PanelQueries(dashboard.shipped(), 60);
      queries.ofPanels().forEach(query -> rules.add(rule(query.expression(), rules.size())));
      queries.ofAnnotations().forEach(query -> rules.add(rule(query.expression(), rules.size())));
    }
    Object group = Map.of("name", "panels", "rules", rules);
    Path file = folder.resolve("rules.json");
    Files.writeString(file, new Yaml().dump(Map.of("groups", List.of(group))));
    assertThat(run(folder, "promtool", "check", "rules", file.toString()))
        .contains("SUCCESS: " + rules.size() + " rules found");
  }

  private static Object rule(String expression, int number) {
    return Map.of(
        "record",
        "panel:query",
        "expr",
        expression,
        "labels",
        Map.of("number", Integer.toString(number)));
  }

  private static String run(Path folder, String... command) {
    return Command.run(folder, List.of(command)).output();
  }
}

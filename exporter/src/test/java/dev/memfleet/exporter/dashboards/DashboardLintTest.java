package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

class DashboardLintTest {
  @ParameterizedTest
  @EnumSource
  void dashboard_shipped_hasNoFinding(Dashboard dashboard) {
    assertThat(findings(dashboard.shipped())).isEmpty();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      uid | "" | dashboard: no uid
      id | 7 | dashboard: has id
      __inputs | [] | dashboard: has __inputs
      schemaVersion | 16 | dashboard: schemaVersion 16
      editable | true | dashboard: editable
      graphTooltip | 0 | dashboard: no shared crosshair
      tags | [memcached] | dashboard: other tags
      templating.list.0.label | Source | variables: not exactly one data source
      templating.list.4.name | group | variables: [datasource, cluster, namespace, job, group, instance]
      templating.list.3.label | Jobs | variable job: label is not Job
      templating.list.3.refresh | 1 | variable job: not refreshed with the time range
      templating.list.3.multi | false | variable job: not multi
      templating.list.1.allValue | .+ | variable cluster: allValue
      templating.list.4.allValue | .+ | variable pool: allValue
      annotations.list.1.datasource.uid | Prometheus | annotation Restarts: not on $datasource
      annotations.list.2.expr | increase(memcached_commands_total[5m]) | annotation Flushes: memcached_commands_total over [5m]
      panels.1.type | graph | panel Nodes up: type graph
      panels.1.title | "" | panel : no title
      panels.1.fieldConfig.defaults.unit | furlongs | panel Nodes up: unit 'furlongs'
      panels.1.targets.0.expr | sum(memcached_up) | panel Nodes up: memcached_up without $job
      panels.1.targets.0.expr | sum(memcached_up) | panel Nodes up: memcached_up without $namespace
      panels.1.targets.0.expr | sum(memcached_up) | panel Nodes up: memcached_up without $instance
      panels.1.targets.0.expr | $x + memcached_up | panel Nodes up: a variable outside matchers and ranges
      panels.1.targets.0.expr | sum(memcached_ups) | panel Nodes up: memcached_ups is unknown
      panels.1.targets.0.expr | sum(pool:memcached_ups:avg) | panel Nodes up: pool:memcached_ups:avg is unknown
      panels.1.targets.0.expr | sum(memcached_items_total) | panel Nodes up: memcached_items_total is a counter outside rate and increase
      panels.1.id | 1 | panel Nodes up: id taken
      panels.2.gridPos.x | 2 | panel Nodes down: overlaps another or the edge
      panels.8.gridPos.x | 22 | panel Connections: overlaps another or the edge
      """)
  // spotless:on
  void dashboard_brokenInOnePlace_hasThatFinding(String path, String value, String finding) {
    Tree dashboard = Dashboard.FLEET.shipped();
    set(dashboard.values(), path, new Yaml().load(value));
    assertThat(findings(dashboard)).contains(finding);
  }

  private static List<String> findings(Tree dashboard) {
    return DashboardLint.findings(dashboard, DashboardLint.Labels.SHIPPED);
  }

  /** Replaces what stands at a path of keys and positions. */
  @SuppressWarnings("unchecked")
  private static void set(Object parent, String path, Object value) {
    int dot = path.indexOf('.');
    String key = dot < 0 ? path : path.substring(0, dot);
    if (dot < 0) {
      ((Map<String, Object>) parent).put(key, value);
    } else {
      Object child =
          parent instanceof List<?> list
              ? list.get(Integer.parseInt(key))
              : ((Map<?, ?>) parent).get(key);
      set(Objects.requireNonNull(child, key), path.substring(dot + 1), value);
    }
  }
}

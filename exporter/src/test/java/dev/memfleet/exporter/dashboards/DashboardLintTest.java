package dev.memfleet.exporter.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardLintTest {
  @ParameterizedTest
  @EnumSource
  void dashboard_shipped_hasNoFinding(Dashboard dashboard) {
    assertThat(DashboardLint.findings(dashboard.shipped(), KnownMetrics::exists)).isEmpty();
  }

  // spotless:off
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "uid": "memfleet-fleet" | "uid": "" | dashboard: no uid
      "version": 1, | "version": 1, "id": 7, | dashboard: has id
      "version": 1, | "version": 1, "__inputs": [], | dashboard: has __inputs
      "schemaVersion": 39 | "schemaVersion": 16 | dashboard: schemaVersion 16
      "editable": false | "editable": true | dashboard: editable
      "graphTooltip": 1 | "graphTooltip": 0 | dashboard: no shared crosshair
      "tags": ["memcached", "prometheus"] | "tags": ["memcached"] | dashboard: other tags
      "label": "Data source" | "label": "Source" | variables: not exactly one data source
      "name": "pool" | "name": "group" | variables: [datasource, job, group, instance]
      "label": "Job" | "label": "Jobs" | variable job: label is not Job
      "refresh": 2 | "refresh": 1 | variable job: not refreshed with the time range
      "multi": true | "multi": false | variable job: not multi
      "allValue": ".*" | "allValue": ".+" | variable pool: allValue
      "uid": "${datasource}" | "uid": "Prometheus" | annotation Restarts: not on $datasource
      "type": "stat" | "type": "graph" | panel Nodes up: type graph
      "title": "Nodes up" | "title": "" | panel : no title
      "unit": "short" | "unit": "furlongs" | panel Nodes up: unit 'furlongs'
      "expr": "sum(memcached_up{job=~\\"$job\\", | "expr": "sum(memcached_up{ | panel Nodes up: memcached_up without $job
      "expr": "sum(memcached_up{ | "expr": "$x + sum(memcached_up{ | panel Nodes up: a variable outside matchers and ranges
      "expr": "sum(memcached_up{ | "expr": "sum(memcached_ups{ | panel Nodes up: memcached_ups is unknown
      "expr": "sum(memcached_up{ | "expr": "sum(memcached_items_total{ | panel Nodes up: memcached_items_total is a counter outside rate and increase
      command=\\"flush\\"}[$__rate_interval] | command=\\"flush\\"}[5m] | annotation Flushes: memcached_commands_total over [5m]
      "id": 2, | "id": 1, | panel Nodes up: id taken
      "gridPos": {"x": 3, "y": 1 | "gridPos": {"x": 2, "y": 1 | panel Nodes down: overlaps another or the edge
      "gridPos": {"x": 21, "y": 1 | "gridPos": {"x": 22, "y": 1 | panel Connections: overlaps another or the edge
      """)
  void dashboard_brokenInOnePlace_hasThatFinding(String from, String to, String finding) {
    String shipped = Dashboard.FLEET.generated();
    assertThat(shipped).contains(from);
    String broken = shipped.replaceFirst(Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));
    assertThat(DashboardLint.findings(Tree.parse(broken), KnownMetrics::exists)).contains(finding);
  }
  // spotless:on
}

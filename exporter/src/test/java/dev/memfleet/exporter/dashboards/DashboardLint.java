package dev.memfleet.exporter.dashboards;

import dev.memfleet.exporter.alerts.Shipped;
import dev.memfleet.exporter.dashboards.PromQl.Selector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Grafana's dashboard-linter asks of Prometheus dashboards, and what makes one JSON file good
 * for the import page, file provisioning and ConfigMaps alike.
 */
public final class DashboardLint {
  private static final Tree DATASOURCE =
      new Tree(Map.of("type", "prometheus", "uid", "${datasource}"));

  /** Of Grafana's units, those in use. */
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "bytes", "Bps", "s", "ops", "reqps", "eps", "cps");

  private static final Set<String> TYPES = Set.of("stat", "timeseries", "table", "bargauge");
  private static final Set<String> COUNTING = Set.of("rate", "irate", "increase");

  /** Gauges whose names end in {@code _total}: the numbers of proxy backends and of shards. */
  private static final Set<String> GAUGES_WITH_TOTAL =
      Set.of("memcached_proxy_backend_total", "memcached_exporter_shard_total");

  /**
   * Labels that identify a node.
   *
   * @param installation of clusters and the like
   * @param pool of the nodes that share a set of keys
   */
  public record Labels(List<String> installation, String pool) {
    public static final Labels SHIPPED = new Labels(List.of("cluster", "namespace"), "pool");

    public Labels {
      installation = List.copyOf(installation);
    }

    /** The pattern of "All": series may lack the installation's labels and the pool. */
    private String allValue(String variable) {
      return installation.contains(variable) || variable.equals(pool) ? ".*" : ".+";
    }
  }

  private final Tree dashboard;
  private final Labels labels;
  private final List<String> findings = new ArrayList<>();

  private DashboardLint(Tree dashboard, Labels labels) {
    this.dashboard = dashboard;
    this.labels = labels;
  }

  /** What is wrong with a dashboard, a line each. */
  public static List<String> findings(Tree dashboard, Labels labels) {
    DashboardLint lint = new DashboardLint(dashboard, labels);
    lint.frame();
    lint.variables();
    lint.annotations();
    lint.ids();
    Dashboard.panels(dashboard).forEach(lint::panel);
    lint.layout();
    return lint.findings;
  }

  private void expect(boolean holds, String finding) {
    if (!holds) {
      findings.add(finding);
    }
  }

  private void frame() {
    expect(!dashboard.text("uid", "").isBlank(), "dashboard: no uid");
    for (String key : List.of("id", "__inputs", "__requires")) {
      expect(!dashboard.values().containsKey(key), "dashboard: has " + key);
    }
    int schema = dashboard.number("schemaVersion");
    expect(schema >= 39 && schema <= 41, "dashboard: schemaVersion " + schema);
    expect(Boolean.FALSE.equals(dashboard.get("editable")), "dashboard: editable");
    expect(dashboard.number("graphTooltip") == 1, "dashboard: no shared crosshair");
    List<String> tags = List.of("memcached", "prometheus");
    expect(dashboard.texts("tags").equals(tags), "dashboard: other tags");
    boolean linked = dashboard.trees("links").stream().anyMatch(l -> l.texts("tags").equals(tags));
    expect(linked, "dashboard: no links by tag");
  }

  private void variables() {
    List<Tree> variables = dashboard.tree("templating").trees("list");
    List<String> names = variables.stream().map(variable -> variable.text("name")).toList();
    List<String> needed = new ArrayList<>(List.of("datasource", "job", labels.pool(), "instance"));
    needed.addAll(labels.installation());
    expect(names.containsAll(needed), "variables: " + names);
    List<Tree> sources =
        variables.stream().filter(variable -> variable.text("type").equals("datasource")).toList();
    boolean one =
        sources.size() == 1
            && sources.get(0).text("name").equals("datasource")
            && sources.get(0).text("label").equals("Data source")
            && sources.get(0).text("query").equals("prometheus");
    expect(one, "variables: not exactly one data source");
    variables.stream().filter(v -> v.text("type").equals("query")).forEach(this::queryVariable);
  }

  private void queryVariable(Tree variable) {
    String name = variable.text("name");
    String where = "variable " + name + ": ";
    datasource(where, variable);
    expect(variable.number("refresh") == 2, where + "not refreshed with the time range");
    expect(variable.flag("multi"), where + "not multi");
    expect(variable.text("allValue", "").equals(labels.allValue(name)), where + "allValue");
    if (name.equals("job") || name.equals("instance")) {
      String label = name.equals("job") ? "Job" : "Instance";
      expect(variable.text("label").equals(label), where + "label is not " + label);
    }
    String query = variable.tree("query").text("query");
    Selector selector = PromQl.selectors(query).get(0);
    expect(KnownMetrics.exists(selector.metric()), where + "unknown metric " + selector.metric());
  }

  private void annotations() {
    for (Tree annotation : dashboard.tree("annotations").trees("list")) {
      if (!annotation.has("builtIn")) {
        String where = "annotation " + annotation.text("name") + ": ";
        datasource(where, annotation);
        PromQl.selectors(annotation.text("expr")).forEach(selector -> selector(where, selector));
      }
    }
  }

  private void datasource(String where, Tree owner) {
    expect(owner.tree("datasource").equals(DATASOURCE), where + "not on $datasource");
  }

  private void ids() {
    Set<Integer> ids = new HashSet<>();
    for (Tree panel : dashboard.trees("panels")) {
      expect(ids.add(panel.number("id")), "panel " + panel.text("title") + ": id taken");
      for (Tree inner : panel.trees("panels")) {
        expect(ids.add(inner.number("id")), "panel " + inner.text("title") + ": id taken");
      }
    }
  }

  private void panel(Tree panel) {
    String where = "panel " + panel.text("title", "?") + ": ";
    datasource(where, panel);
    expect(TYPES.contains(panel.text("type")), where + "type " + panel.text("type"));
    expect(!panel.text("title", "").isBlank(), where + "no title");
    expect(!panel.text("description", "").isBlank(), where + "no description");
    String unit = panel.tree("fieldConfig").tree("defaults").text("unit", "");
    expect(UNITS.contains(unit), where + "unit '" + unit + "'");
    List<Tree> targets = panel.trees("targets");
    expect(!targets.isEmpty(), where + "no targets");
    Set<String> refIds = new TreeSet<>();
    for (Tree target : targets) {
      expect(refIds.add(target.text("refId")), where + "refId taken");
      datasource(where, target);
      expression(where, target.text("expr"));
    }
  }

  private void expression(String where, String expression) {
    expect(
        !PromQl.withoutMatchersAndRanges(expression).contains("$"),
        where + "a variable outside matchers and ranges");
    List<Selector> selectors = PromQl.selectors(expression);
    expect(!selectors.isEmpty(), where + "no selector");
    selectors.forEach(selector -> selector(where, selector));
  }

  private void selector(String where, Selector selector) {
    String metric = selector.metric();
    String what = where + (metric.isEmpty() ? selector.matchers().toString() : metric) + " ";
    expect(has(selector, "job", "$job"), what + "without $job");
    for (String label : labels.installation()) {
      expect(has(selector, label, "$" + label), what + "without $" + label);
    }
    if (!metric.startsWith("pool:")) {
      String instance = instance(metric);
      expect(has(selector, "instance", instance), what + "without " + instance);
    }
    boolean counting = COUNTING.contains(selector.function());
    boolean counter = metric.endsWith("_total") && !GAUGES_WITH_TOTAL.contains(metric);
    expect(!counter || counting, what + "is a counter outside rate and increase");
    boolean interval = selector.range().matches("\\[\\$__(rate_interval|range)\\]");
    expect(selector.range().isEmpty() || interval, what + "over " + selector.range());
    expect(metric.isEmpty() || isKnown(metric), what + "is unknown");
  }

  private static boolean isKnown(String metric) {
    return metric.equals("ALERTS")
        || KnownMetrics.exists(metric)
        || Shipped.recordedNames().contains(metric);
  }

  /** Alerts on pools have no instance. */
  private static String instance(String metric) {
    if (metric.equals("ALERTS")) {
      return "$instance|";
    }
    return isAgents(metric) ? "$agent" : "$instance";
  }

  private static boolean has(Selector selector, String label, String variable) {
    return selector.matchers().getOrDefault(label, "").endsWith("=~\"" + variable + "\"");
  }

  /** An agent's own series carry the agent's address as instance, not a node's. */
  private static boolean isAgents(String metric) {
    return metric.matches("(memcached_exporter|promhttp|jvm|process|scrape)_.+")
        && !metric.matches("memcached_exporter_(polls|poll_failures|last_poll)_.+");
  }

  private void layout() {
    overlaps(dashboard.trees("panels"));
    for (Tree panel : dashboard.trees("panels")) {
      overlaps(panel.trees("panels"));
    }
  }

  private void overlaps(List<Tree> panels) {
    Set<List<Integer>> taken = new HashSet<>();
    for (Tree panel : panels) {
      Tree at = panel.tree("gridPos");
      boolean free = at.number("x") >= 0 && at.number("x") + at.number("w") <= 24;
      for (int x = at.number("x"); x < at.number("x") + at.number("w"); x++) {
        for (int y = at.number("y"); y < at.number("y") + at.number("h"); y++) {
          free &= taken.add(List.of(x, y));
        }
      }
      expect(free, "panel " + panel.text("title") + ": overlaps another or the edge");
    }
  }
}

package dev.memfleet.exporter.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a dashboard asks of Prometheus, its variables set to "All". */
final class PanelQueries {
  /** One expression and the panel that asks it. */
  record PanelQuery(String panel, String expression) {}

  /** One `label_values(selector, label)`. */
  record VariableQuery(String variable, String selector, String label) {}

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$(\\w+)");

  private final Tree dashboard;
  private final int rateSeconds;

  /**
   * @param rateSeconds what Grafana would put in for its rate interval; at least four scrapes
   */
  PanelQueries(Tree dashboard, int rateSeconds) {
    this.dashboard = dashboard;
    this.rateSeconds = rateSeconds;
  }

  List<PanelQuery> ofPanels() {
    List<PanelQuery> out = new ArrayList<>();
    for (Tree panel : Dashboard.panels(dashboard)) {
      for (Tree target : panel.trees("targets")) {
        out.add(new PanelQuery(panel.text("title"), filled(target.text("expr"))));
      }
    }
    return out;
  }

  List<PanelQuery> ofAnnotations() {
    return dashboard.tree("annotations").trees("list").stream()
        .filter(annotation -> annotation.has("expr"))
        .map(each -> new PanelQuery(each.text("name"), filled(each.text("expr"))))
        .toList();
  }

  List<VariableQuery> ofVariables() {
    return variables().stream()
        .filter(variable -> variable.text("type").equals("query"))
        .map(PanelQueries::labelValues)
        .map(query -> new VariableQuery(query.variable, filled(query.selector), query.label))
        .toList();
  }

  private static VariableQuery labelValues(Tree variable) {
    String query = variable.tree("query").text("query");
    Matcher matcher = LABEL_VALUES.matcher(query);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(query);
    }
    return new VariableQuery(variable.text("name"), matcher.group(1), matcher.group(2));
  }

  private List<Tree> variables() {
    return dashboard.tree("templating").trees("list");
  }

  private String filled(String expression) {
    return VARIABLE.matcher(expression).replaceAll(match -> value(match.group(1)));
  }

  private String value(String name) {
    if (name.startsWith("__")) {
      return rateSeconds + "s";
    }
    return variables().stream()
        .filter(variable -> variable.text("name").equals(name))
        .map(variable -> variable.text("allValue"))
        .findFirst()
        .orElseThrow();
  }
}

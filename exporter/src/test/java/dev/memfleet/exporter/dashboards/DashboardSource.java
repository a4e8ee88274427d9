package dev.memfleet.exporter.dashboards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dashboard's YAML source, written out as Grafana's classic JSON model. */
final class DashboardSource {
  static final Map<String, Object> DATASOURCE =
      ordered("type", "prometheus", "uid", "${datasource}");

  private static final List<String> TAGS = List.of("memcached", "prometheus");
  private static final int COLUMNS = 24;
  private static final Pattern DEFINED = Pattern.compile("<([a-z_]+)>");

  private final Tree common;
  private final Tree source;
  private final Function<String, String> expand = this::expand;
  private int panels;

  DashboardSource(Path common, Path source) {
    this.common = Tree.read(common);
    this.source = Tree.read(source);
  }

  String json() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("uid", source.text("uid"));
    out.put("title", source.text("title"));
    out.put("description", source.text("description"));
    out.put("tags", TAGS);
    out.put("schemaVersion", 39);
    out.put("version", 1);
    out.put("editable", false);
    out.put("graphTooltip", 1);
    out.put("refresh", "30s");
    out.put("time", ordered("from", "now-1h", "to", "now"));
    out.put("timezone", "browser");
    out.put("links", List.of(links()));
    out.put("annotations", ordered("list", annotations()));
    out.put("templating", ordered("list", variables()));
    out.put("panels", panels());
    return Json.write(out);
  }

  private static Map<String, Object> links() {
    return ordered(
        "type",
        "dashboards",
        "title",
        "Memcached",
        "tags",
        TAGS,
        "asDropdown",
        false,
        "icon",
        "external link",
        "includeVars",
        true,
        "keepTime",
        true,
        "targetBlank",
        false,
        "tooltip",
        "",
        "url",
        "");
  }

  private List<Object> annotations() {
    List<Object> out = new ArrayList<>();
    out.add(
        ordered(
            "name",
            "Annotations & Alerts",
            "type",
            "dashboard",
            "builtIn",
            1,
            "enable",
            true,
            "hide",
            true,
            "iconColor",
            "rgba(0, 211, 255, 1)",
            "datasource",
            ordered("type", "grafana", "uid", "-- Grafana --")));
    for (String name : source.texts("annotations")) {
      Tree annotation = common.tree("annotations").tree(name);
      out.add(
          ordered(
              "name",
              name,
              "enable",
              true,
              "iconColor",
              annotation.text("color"),
              "datasource",
              DATASOURCE,
              "expr",
              expand(annotation.text("expr")),
              "titleFormat",
              annotation.text("title"),
              "textFormat",
              "{{instance}}",
              "tagKeys",
              "pool"));
    }
    return out;
  }

  private List<Object> variables() {
    List<Object> out = new ArrayList<>();
    for (String name : source.texts("variables")) {
      Tree variable = common.tree("variables").tree(name);
      out.add(
          variable.has("query")
              ? queryVariable(name, variable)
              : datasourceVariable(name, variable));
    }
    return out;
  }

  private static Map<String, Object> datasourceVariable(String name, Tree variable) {
    return ordered(
        "name",
        name,
        "label",
        variable.text("label"),
        "type",
        "datasource",
        "query",
        "prometheus",
        "hide",
        0,
        "includeAll",
        false,
        "multi",
        false,
        "options",
        List.of(),
        "refresh",
        1,
        "regex",
        "");
  }

  private Map<String, Object> queryVariable(String name, Tree variable) {
    String query = expand(variable.text("query"));
    return ordered(
        "name",
        name,
        "label",
        variable.text("label"),
        "type",
        "query",
        "datasource",
        DATASOURCE,
        "query",
        ordered(
            "qryType", 1, "query", query, "refId", "PrometheusVariableQueryEditor-VariableQuery"),
        "refresh",
        2,
        "sort",
        variable.find("sort").orElse(1),
        "multi",
        true,
        "includeAll",
        true,
        "allValue",
        variable.text("all"),
        "current",
        ordered("selected", true, "text", List.of("All"), "value", List.of("$__all")),
        "options",
        List.of(),
        "regex",
        "",
        "hide",
        0);
  }

  /** Rows of panels from left to right, wrapped at the 24th column. */
  private List<Object> panels() {
    List<Object> out = new ArrayList<>();
    int y = 0;
    for (Tree row : source.trees("rows")) {
      boolean collapsed = row.flag("collapsed");
      List<Object> inside = new ArrayList<>();
      Map<String, Object> header =
          ordered(
              "id",
              ++panels,
              "type",
              "row",
              "title",
              row.text("title"),
              "collapsed",
              collapsed,
              "gridPos",
              gridPos(0, y++, COLUMNS, 1),
              "panels",
              collapsed ? inside : List.of());
      out.add(header);
      int end = flow(row, y, collapsed ? inside : out);
      y = collapsed ? y : end;
    }
    return out;
  }

  private int flow(Tree row, int top, List<Object> out) {
    int x = 0;
    int y = top;
    int bottom = top;
    for (Tree panel : row.trees("panels")) {
      List<Object> size = panel.has("size") ? panel.list("size") : row.list("size");
      int width = (int) size.get(0);
      int height = (int) size.get(1);
      if (x + width > COLUMNS) {
        x = 0;
        y = bottom;
      }
      out.add(new PanelSource(panel, expand).json(++panels, gridPos(x, y, width, height)));
      x += width;
      bottom = Math.max(bottom, y + height);
    }
    return bottom;
  }

  private static Map<String, Object> gridPos(int x, int y, int width, int height) {
    return ordered("x", x, "y", y, "w", width, "h", height);
  }

  /** Every `<name>` replaced by its definition, definitions within definitions too. */
  private String expand(String expression) {
    String out = expression;
    while (DEFINED.matcher(out).find()) {
      out = DEFINED.matcher(out).replaceAll(this::definition);
    }
    return out;
  }

  private String definition(MatchResult name) {
    return Matcher.quoteReplacement(common.tree("define").text(name.group(1)));
  }

  static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      out.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return out;
  }
}

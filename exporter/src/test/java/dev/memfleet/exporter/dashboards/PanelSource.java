package dev.memfleet.exporter.dashboards;

import static dev.memfleet.exporter.dashboards.DashboardSource.DATASOURCE;
import static dev.memfleet.exporter.dashboards.DashboardSource.ordered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One panel of a source, written out. */
record PanelSource(PanelType type, Tree source, Function<String, String> expand) {
  static final String OURS = " Needs Memfleet's agent.";

  private static final String NODE_LINK =
      "/d/memfleet-node?${datasource:queryparam}&${job:queryparam}&var-instance=${__value.raw}&${__url_time_range}";

  PanelSource(Tree source, Function<String, String> expand) {
    this(PanelType.of(source), source, expand);
  }

  Map<String, Object> json(int id, Map<String, Object> gridPos) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("id", id);
    out.put("type", type.id());
    out.put("title", source.text("title"));
    out.put("description", source.text("description") + (source.flag("ours") ? OURS : ""));
    out.put("datasource", DATASOURCE);
    out.put("gridPos", gridPos);
    out.put("fieldConfig", ordered("defaults", defaults(), "overrides", overrides()));
    out.put("options", type.options(source));
    if (type == PanelType.TABLE) {
      out.put("transformations", transformations());
    }
    out.put("targets", targets());
    return out;
  }

  private List<Object> targets() {
    boolean table = type == PanelType.TABLE;
    boolean instant = type.isInstant() || source.flag("instant");
    List<Object> out = new ArrayList<>();
    for (Tree query : source.trees("queries")) {
      Map<String, Object> target = new LinkedHashMap<>();
      target.put("refId", String.valueOf((char) ('A' + out.size())));
      target.put("datasource", DATASOURCE);
      target.put("expr", expand.apply(query.text("expr")));
      if (!table) {
        target.put("legendFormat", query.text("legend"));
      }
      target.put("format", table ? "table" : "time_series");
      target.put("instant", instant);
      target.put("range", !instant);
      target.put("editorMode", "code");
      out.add(target);
    }
    return out;
  }

  private Map<String, Object> defaults() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("unit", source.text("unit", "short"));
    for (String key : List.of("decimals", "min", "max")) {
      source.find(key).ifPresent(value -> out.put(key, value));
    }
    out.put(
        "color", ordered("mode", type == PanelType.TIMESERIES ? "palette-classic" : "thresholds"));
    out.put("thresholds", ordered("mode", "absolute", "steps", thresholds()));
    if (source.has("mappings")) {
      out.put("mappings", List.of(ordered("type", "value", "options", mappings())));
    }
    out.put("custom", type.custom(source));
    return out;
  }

  /** `green`, `0.8 orange`: the first colour counts from minus infinity. */
  private List<Object> thresholds() {
    List<String> steps = source.has("thresholds") ? source.texts("thresholds") : List.of("blue");
    List<Object> out = new ArrayList<>();
    for (String step : steps) {
      int blank = step.indexOf(' ');
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("color", step.substring(blank + 1));
      entry.put("value", blank < 0 ? null : Double.valueOf(step.substring(0, blank)));
      out.add(entry);
    }
    return out;
  }

  /** The texts of the values 0, 1, … */
  private Map<String, Object> mappings() {
    Map<String, Object> out = new LinkedHashMap<>();
    for (String text : source.texts("mappings")) {
      int value = out.size();
      out.put(String.valueOf(value), ordered("text", text, "index", value));
    }
    return out;
  }

  private List<Object> overrides() {
    List<Object> out = new ArrayList<>();
    source
        .find("dashed")
        .ifPresent(
            series ->
                out.add(
                    override(
                        "byRegexp",
                        series,
                        ordered(
                            "custom.lineStyle",
                            ordered("fill", "dash", "dash", List.of(8, 6)),
                            "custom.fillOpacity",
                            0))));
    Tree columns = source.tree("columns");
    for (String field : columns.keys()) {
      Tree column = columns.tree(field);
      Map<String, Object> properties = properties(column);
      if (!properties.isEmpty()) {
        out.add(override("byName", column.text("name"), properties));
      }
    }
    return out;
  }

  private static Map<String, Object> properties(Tree column) {
    Map<String, Object> out = new LinkedHashMap<>();
    column.find("unit").ifPresent(unit -> out.put("unit", unit));
    column.find("decimals").ifPresent(decimals -> out.put("decimals", decimals));
    if (column.flag("gauge")) {
      out.put("custom.cellOptions", ordered("type", "gauge", "mode", "basic"));
      out.put("min", 0);
      out.put("max", 1);
    }
    if (column.has("link")) {
      out.put("links", List.of(ordered("title", "Open the node", "url", NODE_LINK)));
    }
    return out;
  }

  private static Map<String, Object> override(
      String matcher, Object options, Map<String, Object> properties) {
    List<Object> list = new ArrayList<>();
    properties.forEach((id, value) -> list.add(ordered("id", id, "value", value)));
    return ordered("matcher", ordered("id", matcher, "options", options), "properties", list);
  }

  /** All queries' rows in one table: named, in the source's order, without the time. */
  private List<Object> transformations() {
    Map<String, Object> excluded = ordered("Time", true);
    source.texts("hidden").forEach(field -> excluded.put(field, true));
    Map<String, Object> positions = new LinkedHashMap<>();
    Map<String, Object> names = new LinkedHashMap<>();
    Tree columns = source.tree("columns");
    for (String field : columns.keys()) {
      positions.put(field, positions.size());
      names.put(field, columns.tree(field).text("name"));
    }
    return List.of(
        ordered("id", "merge", "options", Map.of()),
        ordered(
            "id",
            "organize",
            "options",
            ordered("excludeByName", excluded, "indexByName", positions, "renameByName", names)));
  }
}

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

  private static final Map<String, Object> DASHED =
      ordered(
          "custom.lineStyle",
          ordered("fill", "dash", "dash", List.of(8, 6)),
          "custom.fillOpacity",
          0);

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
      out.put("transformations", columns().transformations());
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
    if (source.has("dashed")) {
      out.add(override("byRegexp", source.text("dashed"), DASHED));
    }
    Tree colors = source.tree("colors");
    for (String series : colors.keys()) {
      Map<String, Object> color = ordered("mode", "fixed", "fixedColor", colors.text(series));
      out.add(override("byRegexp", series, ordered("color", color)));
    }
    columns()
        .properties()
        .forEach(
            (name, properties) -> {
              if (!properties.isEmpty()) {
                out.add(override("byName", name, properties));
              }
            });
    return out;
  }

  private TableColumns columns() {
    return new TableColumns(source.tree("columns"), source.texts("hidden"));
  }

  private static Map<String, Object> override(
      String matcher, Object options, Map<String, Object> properties) {
    List<Object> list = new ArrayList<>();
    properties.forEach((id, value) -> list.add(ordered("id", id, "value", value)));
    return ordered("matcher", ordered("id", matcher, "options", options), "properties", list);
  }
}

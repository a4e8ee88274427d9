package dev.memfleet.exporter.dashboards;

import static dev.memfleet.exporter.dashboards.DashboardSource.ordered;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The visualizations in use, with the options that Grafana keeps for each. */
enum PanelType {
  STAT,
  TIMESERIES,
  BARGAUGE,
  TABLE;

  private static final Map<String, Object> LAST_VALUE =
      ordered("calcs", List.of("lastNotNull"), "fields", "", "values", false);

  static PanelType of(Tree source) {
    return valueOf(source.text("type").toUpperCase(Locale.ROOT));
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a panel shows the last value only, not how it came to be. */
  boolean isInstant() {
    return this == TABLE || this == BARGAUGE;
  }

  // spotless:off
  Map<String, Object> options(Tree source) {
    return switch (this) {
      case STAT -> ordered(
          "colorMode", "value", "graphMode", source.has("textMode") ? "none" : "area",
          "justifyMode", "auto", "orientation", "auto", "wideLayout", true,
          "textMode", source.text("textMode", "value"), "reduceOptions", LAST_VALUE);
      case TIMESERIES -> ordered(
          "legend", ordered(
              "displayMode", "list", "placement", "bottom", "showLegend", true, "calcs", List.of()),
          "tooltip", ordered("mode", "multi", "sort", "desc"));
      case BARGAUGE -> ordered(
          "displayMode", "basic", "orientation", "horizontal", "showUnfilled", true,
          "valueMode", "text", "namePlacement", "auto", "sizing", "auto", "minVizWidth", 8,
          "minVizHeight", 16, "maxVizHeight", 32, "text", ordered("titleSize", 12, "valueSize", 14),
          "reduceOptions", LAST_VALUE);
      case TABLE -> ordered("showHeader", true, "cellHeight", "sm", "sortBy", List.of());
    };
  }

  /** `fieldConfig.defaults.custom`. */
  Map<String, Object> custom(Tree source) {
    return switch (this) {
      case STAT, BARGAUGE -> Map.of();
      case TIMESERIES -> lines(source);
      case TABLE -> ordered("align", "auto", "cellOptions", ordered("type", "auto"), "inspect", false);
    };
  }

  private static Map<String, Object> lines(Tree source) {
    String stack = source.text("stack", "none").replace("true", "normal");
    Map<String, Object> out = ordered(
        "drawStyle", "line", "lineInterpolation", "linear", "lineWidth", 1,
        "fillOpacity", stack.equals("none") ? 8 : 40, "gradientMode", "none",
        "showPoints", "auto", "pointSize", 4, "spanNulls", false, "axisPlacement", "auto",
        "stacking", ordered("mode", stack, "group", "A"),
        "thresholdsStyle", ordered("mode", "off"));
    source.find("softMax").ifPresent(max -> out.put("axisSoftMax", max));
    return out;
  }
  // spotless:on
}

package dev.memfleet.exporter.dashboards;

import static dev.memfleet.exporter.dashboards.DashboardSource.ordered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table panel: by the field that Grafana makes of a label or a query, in order.
 */
record TableColumns(Tree columns, List<String> hidden) {
  private static final String NODE_LINK =
      "/d/memfleet-node?${datasource:queryparam}&${job:queryparam}"
          + "&var-instance=${__value.raw}&${__url_time_range}";

  /** All queries' rows in one table: named, in the source's order, without the time. */
  List<Object> transformations() {
    Map<String, Object> excluded = ordered("Time", true);
    hidden.forEach(field -> excluded.put(field, true));
    Map<String, Object> positions = new LinkedHashMap<>();
    Map<String, Object> names = new LinkedHashMap<>();
    List<Object> out = new ArrayList<>();
    out.add(transformation("merge", Map.of()));
    for (String field : columns.keys()) {
      positions.put(field, positions.size());
      names.put(field, columns.tree(field).text("name"));
      if (columns.tree(field).flag("number")) {
        out.addAll(sortedAsNumber(field));
      }
    }
    out.add(
        transformation(
            "organize",
            ordered("excludeByName", excluded, "indexByName", positions, "renameByName", names)));
    return out;
  }

  private static List<Object> sortedAsNumber(String field) {
    Map<String, Object> conversion = ordered("targetField", field, "destinationType", "number");
    return List.of(
        transformation("convertFieldType", ordered("conversions", List.of(conversion))),
        transformation("sortBy", ordered("sort", List.of(ordered("field", field)))));
  }

  private static Map<String, Object> transformation(String id, Map<String, Object> options) {
    return ordered("id", id, "options", options);
  }

  /** What a column has of its own, by its name. */
  Map<String, Map<String, Object>> properties() {
    Map<String, Map<String, Object>> out = new LinkedHashMap<>();
    for (String field : columns.keys()) {
      Tree column = columns.tree(field);
      out.put(column.text("name"), properties(column));
    }
    return out;
  }

  private static Map<String, Object> properties(Tree column) {
    Map<String, Object> out = new LinkedHashMap<>();
    column.find("unit").ifPresent(unit -> out.put("unit", unit));
    column.find("decimals").ifPresent(decimals -> out.put("decimals", decimals));
    column.find("width").ifPresent(pixels -> out.put("custom.width", pixels));
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
}

package dev.memfleet.exporter.cli.verbs;

import dev.memfleet.exporter.cli.verbs.SeriesText.Line;
import dev.memfleet.exporter.cli.verbs.Table.Column;
import dev.memfleet.exporter.cli.verbs.Table.Row;
import dev.memfleet.exporter.cli.verbs.Table.Tone;
import dev.memfleet.exporter.text.Kind;
import dev.memfleet.exporter.yaml.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares two pages of metrics, series by series.
 *
 * @param name which series to compare
 * @param ignoredLabels labels to ignore
 * @param tolerance allowed difference, as a fraction of the larger value
 */
record Comparison(Pattern name, Set<String> ignoredLabels, double tolerance) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("series", "SERIES", Kind.TEXT),
          new Column("first", "FIRST", Kind.COUNT),
          new Column("second", "SECOND", Kind.COUNT));

  /** A series whose values differ; NaN if missing on one side. */
  record Difference(String series, double first, double second) {}

  /** The series that differ, sorted. */
  List<Difference> of(List<Line> first, List<Line> second) {
    Map<String, Double> before = values(first);
    Map<String, Double> after = values(second);
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String series : all) {
      double a = before.getOrDefault(series, Double.NaN);
      double b = after.getOrDefault(series, Double.NaN);
      boolean shared = before.containsKey(series) && after.containsKey(series);
      if (!shared || !isNear(a, b)) {
        differences.add(new Difference(series, a, b));
      }
    }
    return differences;
  }

  private Map<String, Double> values(List<Line> lines) {
    Map<String, Double> values = new TreeMap<>();
    for (Line line : lines) {
      if (name.matcher(line.name()).matches()) {
        values.put(line.name() + labels(line), line.value());
      }
    }
    return values;
  }

  private String labels(Line line) {
    StringJoiner labels = new StringJoiner(",", "{", "}").setEmptyValue("");
    line.labels()
        .forEach(
            (label, value) -> {
              if (!ignoredLabels.contains(label)) {
                labels.add(label + "=" + Quoted.quote(value));
              }
            });
    return labels.toString();
  }

  private boolean isNear(double a, double b) {
    return Double.compare(a, b) == 0
        || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }

  static Printout printout(List<Difference> differences) {
    List<Row> rows = new ArrayList<>();
    for (Difference difference : differences) {
      rows.add(
          new Row(
              Tone.PLAIN, Arrays.asList(difference.series, difference.first, difference.second)));
    }
    return new Printout(Map.of(), List.of(new Table("series", COLUMNS, rows)));
  }

  /**
   * The differences in the format of diff: lines that only the first page has, and only the second.
   */
  static String text(List<Difference> differences, Palette colour) {
    StringBuilder out = new StringBuilder();
    for (Difference difference : differences) {
      line(out, difference.first, "- " + difference.series, colour::bad);
      line(out, difference.second, "+ " + difference.series, colour::good);
    }
    return out.append("%n%d series differ.%n".formatted(differences.size())).toString();
  }

  private static void line(
      StringBuilder out,
      double value,
      String series,
      java.util.function.UnaryOperator<String> paint) {
    if (!Double.isNaN(value)) {
      out.append(paint.apply(Kind.printable(series) + " " + Format.plain(value))).append('\n');
    }
  }
}

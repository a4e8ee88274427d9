package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of the catalogue: a metric and the stats it is made of.
 *
 * @param name full name, {@code memcached_} included
 * @param collector what switches the metric off
 * @param section the answer that its stats are read from, unless their keys name another
 * @param labelNames without {@code slab}, which a metric of a slab class has in front of them
 * @param rows one sample each
 * @param info stats whose texts become the label values of one sample with value 1, instead of rows
 * @param guard the condition under which a node has this metric, or null
 */
public record Metric(
    String name,
    MetricType type,
    String help,
    Section collector,
    Section section,
    Scope scope,
    List<String> labelNames,
    List<Row> rows,
    List<StatKey> info,
    @Nullable Guard guard) {

  public Metric {
    labelNames = List.copyOf(labelNames);
    rows = List.copyOf(rows);
    info = List.copyOf(info);
    for (Row row : rows) {
      if (row.labelValues().size() != labelNames.size()) {
        throw new IllegalArgumentException(name + ": labels " + labelNames + ", row " + row);
      }
    }
  }

  /** One sample: its label values and how its value comes about. */
  record Row(List<String> labelValues, Source source) {
    Row {
      labelValues = List.copyOf(labelValues);
    }
  }

  /** Holds when the stat has the expected value, or, with null, when it is reported at all. */
  record Guard(StatKey key, @Nullable String expected) {
    boolean holds(@Nullable String actual) {
      return actual != null && (expected == null || expected.equals(actual));
    }
  }

  /** The label values of each sample, without the slab class, in the order of the samples. */
  public List<List<String>> rowLabels() {
    return rows.stream().map(Row::labelValues).toList();
  }

  /** All label names in order. */
  public List<String> allLabelNames() {
    if (scope == Scope.NODE) {
      return labelNames;
    }
    List<String> names = new ArrayList<>();
    names.add("slab");
    names.addAll(labelNames);
    return names;
  }

  /** All stats that it is made of. */
  Stream<StatKey> keys() {
    return Stream.concat(info.stream(), rows.stream().flatMap(row -> row.source().keys().stream()));
  }

  /** A sample with the value of a stat. */
  Metric from(String stat, String... labelValues) {
    return from(Source.of(key(stat, Format.NUMBER)), labelValues);
  }

  /** A sample with a computed value. */
  Metric from(Source source, String... labelValues) {
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row(List.of(labelValues), source));
    return new Metric(name, type, help, collector, section, scope, labelNames, more, info, guard);
  }

  /** For each command the stats {@code <command>_hits} and {@code <command>_misses}. */
  Metric hitsAndMisses(String... commands) {
    Metric metric = this;
    for (String command : commands) {
      metric = metric.from(command + "_hits", command, "hit");
      metric = metric.from(command + "_misses", command, "miss");
    }
    return metric;
  }

  /** For each stat a sample with 1 for yes or on and 0 for no or off, and the stat as label. */
  Metric flags(String... stats) {
    Metric metric = this;
    for (String stat : stats) {
      metric = metric.from(Source.of(key(stat, Format.FLAG)), stat);
    }
    return metric;
  }

  /** Label values that are the texts of stats; the sample's value is 1. */
  Metric fromTexts(StatKey... keys) {
    return new Metric(
        name, type, help, collector, section, scope, labelNames, rows, List.of(keys), guard);
  }

  /** Only for nodes whose stat of this section has this value. */
  Metric when(String stat, String value) {
    return guarded(new Guard(key(stat, Format.TEXT), value));
  }

  /** Only for nodes that report this stat in this section. */
  Metric whenReported(String stat) {
    return guarded(new Guard(key(stat, Format.TEXT), null));
  }

  private Metric guarded(Guard condition) {
    return new Metric(
        name, type, help, collector, section, scope, labelNames, rows, info, condition);
  }

  private StatKey key(String stat, Format format) {
    return new StatKey(section, scope, stat, format);
  }
}

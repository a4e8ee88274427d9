package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row of the catalogue: a metric and the stats it is made from.
 *
 * @param name full name, {@code memcached_} included
 * @param collector the collector that enables the metric
 * @param section the reply that its stats are read from, unless a stat's key names another
 * @param labelNames without {@code slab}, which is the first label of every per-class metric
 * @param rows the samples, one per row
 * @param info instead of rows: stats whose texts are the label values of one sample with value 1
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

  /** One sample: its label values and the source of its value. */
  record Row(List<String> labelValues, Source source) {
    Row {
      labelValues = List.copyOf(labelValues);
    }
  }

  /**
   * A condition on a stat: it has the expected value, or, if that is null, it is reported at all.
   */
  record Guard(StatKey key, @Nullable String expected) {
    boolean holds(@Nullable String actual) {
      return actual != null && (expected == null || expected.equals(actual));
    }
  }

  /** Whether the samples are the entries of a list that the node sends, as in {@code ListTable}. */
  public boolean isListed() {
    return rows.isEmpty() && info.isEmpty();
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

  /** All stats that the metric is made from. */
  Stream<StatKey> keys() {
    return Stream.concat(info.stream(), rows.stream().flatMap(row -> row.source().keys().stream()));
  }

  /** Adds a sample with the value of a stat. */
  Metric from(String stat, String... labelValues) {
    return from(Source.of(key(stat, Format.NUMBER)), labelValues);
  }

  /** Adds a sample with a computed value. */
  Metric from(Source source, String... labelValues) {
    List<Row> more = new ArrayList<>(rows);
    more.add(new Row(List.of(labelValues), source));
    return new Metric(name, type, help, collector, section, scope, labelNames, more, info, guard);
  }

  /**
   * Adds a sample for each of the stats {@code <command>_hits} and {@code <command>_misses} of each
   * command.
   */
  Metric hitsAndMisses(String... commands) {
    Metric metric = this;
    for (String command : commands) {
      metric = metric.from(command + "_hits", command, "hit");
      metric = metric.from(command + "_misses", command, "miss");
    }
    return metric;
  }

  /** Adds a sample per stat: 1 for yes or on, 0 for no or off, labelled with the stat's name. */
  Metric flags(String... stats) {
    Metric metric = this;
    for (String stat : stats) {
      metric = metric.from(Source.of(key(stat, Format.FLAG)), stat);
    }
    return metric;
  }

  /** Adds one sample with value 1, whose label values are the texts of stats. */
  Metric fromTexts(StatKey... keys) {
    return new Metric(
        name, type, help, collector, section, scope, labelNames, rows, List.of(keys), guard);
  }

  /** Restricts the metric to nodes whose stat in this section has this value. */
  Metric when(String stat, String value) {
    return guarded(new Guard(key(stat, Format.TEXT), value));
  }

  /** Restricts the metric to nodes that report this stat in this section. */
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

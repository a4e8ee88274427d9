package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Format;
import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import java.util.ArrayList;
import java.util.List;

/** The vocabulary for declaring metrics. One table covers one section and one scope. */
abstract class MetricTable {
  private final Section section;
  private final Scope scope;
  private final Section collector;

  MetricTable(Section section, Scope scope) {
    this(section, scope, section);
  }

  /**
   * @param collector the collector that enables the table's metrics, if it is not the section they
   *     are read from
   */
  MetricTable(Section section, Scope scope, Section collector) {
    this.section = section;
    this.scope = scope;
    this.collector = collector;
  }

  /** The table's metrics, in the order in which they are exposed. */
  abstract List<Metric> metrics();

  final Metric counter(String name, String help, String... labels) {
    return metric(name, MetricType.COUNTER, help, labels);
  }

  final Metric gauge(String name, String help, String... labels) {
    return metric(name, MetricType.GAUGE, help, labels);
  }

  /** A counter whose established name lacks {@code _total}. */
  final Metric untyped(String name, String help, String... labels) {
    return metric(name, MetricType.UNTYPED, help, labels);
  }

  final Metric metric(String name, MetricType type, String help, String... labels) {
    return new Metric(
        "memcached_" + name,
        type,
        help,
        collector,
        section,
        scope,
        List.of(labels),
        List.of(),
        List.of(),
        null);
  }

  final StatKey number(String stat) {
    return new StatKey(section, scope, stat, Format.NUMBER);
  }

  final StatKey text(String stat) {
    return new StatKey(section, scope, stat, Format.TEXT);
  }

  /** The stat in another section's answer. */
  static StatKey in(Section other, StatKey key) {
    return new StatKey(other, key.scope(), key.name(), key.format());
  }

  /** A time as {@code seconds.microseconds}. */
  final Source timeval(String stat) {
    return value(stat, Format.TIMEVAL, 1);
  }

  /** A flag: 1 for yes and on, 0 for no and off. */
  final Source flag(String stat) {
    return value(stat, Format.FLAG, 1);
  }

  /** A presence: 0 for {@code no} or an empty text, 1 for any other text. */
  final Source presence(String stat) {
    return value(stat, Format.PRESENCE, 1);
  }

  /** A stat in microseconds, converted to seconds. */
  final Source microseconds(String stat) {
    return value(stat, Format.NUMBER, 1_000_000);
  }

  /** A stat in KiB, converted to bytes. */
  final Source kibibytes(String stat) {
    return value(stat, Format.NUMBER, 1 / 1024.0);
  }

  private Source value(String stat, Format format, double divisor) {
    return new Source(
        List.of(new StatKey(section, scope, stat, format)), values -> values[0] / divisor);
  }

  /**
   * The first stat minus the others, never below 0; an unreported one among the others counts as 0.
   */
  final Source less(String stat, String... others) {
    List<StatKey> keys = new ArrayList<>();
    keys.add(number(stat));
    for (String other : others) {
      keys.add(number(other));
    }
    return new Source(
        keys,
        values -> {
          double rest = values[0];
          for (int i = 1; i < values.length; i++) {
            rest -= Double.isNaN(values[i]) ? 0 : values[i];
          }
          return Math.max(0, rest);
        });
  }

  /** The first of two stats that the node reports. */
  static Source firstOf(StatKey first, StatKey second) {
    return new Source(
        List.of(first, second), values -> Double.isNaN(values[0]) ? values[1] : values[0]);
  }
}

package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import dev.memfleet.exporter.protocol.Section;
import dev.memfleet.exporter.protocol.StatsReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Metrics made from an answer that is a list, of connections, prefixes or pages: the node decides
 * which samples there are, so each metric limits their number.
 */
abstract class ListTable extends MetricTable {
  private final Section section;

  ListTable(Section section) {
    super(section, Scope.NODE);
    this.section = section;
  }

  final Section section() {
    return section;
  }

  final Metric gaugeHistogram(String name, String help) {
    return metric(name, MetricType.GAUGE_HISTOGRAM, help, "le");
  }

  /** The first names in alphabetical order. */
  static <V> Map<String, V> first(SortedMap<String, V> all, int most) {
    Map<String, V> first = new LinkedHashMap<>();
    all.entrySet().stream().limit(most).forEach(one -> first.put(one.getKey(), one.getValue()));
    return first;
  }

  /** Adds the samples of one node. */
  abstract void read(StatsReply reply, Listing out);
}

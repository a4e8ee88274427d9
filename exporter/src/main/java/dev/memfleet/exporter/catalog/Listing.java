package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.ListedSample.Part;
import dev.memfleet.exporter.catalog.StatKey.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The samples made from the lists of one node, by metric. */
final class Listing {
  private final Map<String, List<ListedSample>> samples = new HashMap<>();
  private List<Client> clients = List.of();
  private boolean readable = true;

  void add(String metric, double value, String... labelValues) {
    add(metric, ListedSample.value(value, List.of(labelValues)));
  }

  /** Adds a sample for each name. */
  void addAll(String metric, Map<String, ? extends Number> byName) {
    byName.forEach((name, value) -> add(metric, value.doubleValue(), name));
  }

  /**
   * Adds a histogram.
   *
   * @param bounds upper bounds, ascending, without the infinite one
   * @param counts by value, ascending
   */
  void addHistogram(String metric, long[] bounds, Map<Long, Long> counts) {
    long count = 0;
    double sum = 0;
    long[] upTo = new long[bounds.length];
    for (Map.Entry<Long, Long> one : counts.entrySet()) {
      count += one.getValue();
      sum += (double) one.getKey() * one.getValue();
      for (int i = 0; i < bounds.length; i++) {
        upTo[i] += one.getKey() <= bounds[i] ? one.getValue() : 0;
      }
    }
    for (int i = 0; i < bounds.length; i++) {
      add(
          metric,
          new ListedSample(Part.BUCKET, List.of(Long.toString(bounds[i])), (double) upTo[i]));
    }
    add(metric, new ListedSample(Part.BUCKET, List.of("+Inf"), (double) count));
    add(metric, new ListedSample(Part.SUM, List.of(), sum));
    add(metric, new ListedSample(Part.COUNT, List.of(), (double) count));
  }

  private void add(String metric, ListedSample sample) {
    samples.computeIfAbsent("memcached_" + metric, first -> new ArrayList<>()).add(sample);
  }

  void clients(List<Client> all) {
    clients = all;
  }

  /** Parses a non-negative number; if it is not one, returns -1 and marks the list incomplete. */
  long number(byte[] bytes, int from, int to) {
    double value = StatValue.parse(Format.NUMBER, bytes, from, to);
    if (value >= 0) {
      return (long) value;
    }
    readable = false;
    return -1;
  }

  void unreadable() {
    readable = false;
  }

  /** Whether every line since the last call was readable. */
  boolean wasReadable() {
    boolean was = readable;
    readable = true;
    return was;
  }

  Map<String, List<ListedSample>> samples() {
    return Collections.unmodifiableMap(samples);
  }

  List<Client> clients() {
    return clients;
  }
}

package dev.memfleet.exporter.catalog;

import java.util.List;

/**
 * A metric with all its samples.
 *
 * @param name the full name; a counter's name may lack {@code _total} only if its type is not
 *     {@link MetricType#COUNTER}
 */
public record Family(String name, MetricType type, String help, List<Sample> samples) {
  public Family {
    if (type == MetricType.COUNTER && !name.endsWith("_total")) {
      throw new IllegalArgumentException(name + ": a counter's name ends in _total");
    }
  }
}

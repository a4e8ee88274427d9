package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import java.util.List;

/**
 * Where readings hold one row of a metric: a way to single values without families.
 *
 * @param labelValues those of the row, without a slab class
 */
public record Column(Metric metric, List<String> labelValues, int index) {
  public Column {
    labelValues = List.copyOf(labelValues);
  }

  /** The value of a node as a whole; NaN where it has none. */
  public double of(Reading reading) {
    if (metric.scope() != Scope.NODE) {
      throw new IllegalStateException(metric.name() + " has a value for each slab class");
    }
    return reading.node[index];
  }

  /**
   * The value of a slab class; NaN where it has none.
   *
   * @param slab 0 to {@link Reading#slabs()} - 1
   */
  public double of(Reading reading, int slab) {
    return reading.slabValues[slab][index];
  }
}

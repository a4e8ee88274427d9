package dev.memfleet.exporter.catalog;

import dev.memfleet.exporter.catalog.StatKey.Scope;
import java.util.List;

/**
 * The position of one row of a metric in readings; gives access to single values without building
 * families.
 *
 * @param labelValues those of the row, without a slab class
 */
public record Column(Metric metric, List<String> labelValues, int index) {
  public Column {
    labelValues = List.copyOf(labelValues);
  }

  /** The node-level value; NaN if there is none. */
  public double of(Reading reading) {
    if (metric.scope() != Scope.NODE) {
      throw new IllegalStateException(metric.name() + " has a value for each slab class");
    }
    return reading.node[index];
  }

  /**
   * The value of a slab class; NaN if there is none.
   *
   * @param slab 0 to {@link Reading#slabs()} - 1
   */
  public double of(Reading reading, int slab) {
    return reading.slabValues[slab][index];
  }
}

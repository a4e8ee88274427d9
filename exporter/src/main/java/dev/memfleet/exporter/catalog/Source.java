package dev.memfleet.exporter.catalog;

import java.util.List;

/**
 * How one sample's value is computed from stats.
 *
 * @param keys the stats it reads
 * @param formula the value from the keys' values in their order, each NaN when not reported or not
 *     parsable; NaN leaves the sample out
 */
record Source(List<StatKey> keys, Formula formula) {
  Source {
    keys = List.copyOf(keys);
  }

  /** Computes a value; must not keep or change its argument. */
  @FunctionalInterface
  interface Formula {
    double of(double[] values);
  }
}

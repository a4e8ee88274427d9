package dev.memfleet.exporter.catalog;

import java.util.List;

/**
 * The computation of one sample's value from stats.
 *
 * @param keys the stats it reads
 * @param formula computes the value from those of the keys, in their order, each NaN if not
 *     reported; a NaN result yields no sample, and so does an unreadable stat
 */
record Source(List<StatKey> keys, Formula formula) {
  private static final Formula IDENTITY = values -> values[0];

  Source {
    keys = List.copyOf(keys);
  }

  /** The unmodified value of a stat. */
  static Source of(StatKey key) {
    return new Source(List.of(key), IDENTITY);
  }

  boolean isPlainStat() {
    return formula == IDENTITY;
  }

  /** Computes a value; must not keep or modify its argument. */
  @FunctionalInterface
  interface Formula {
    double of(double[] values);
  }
}

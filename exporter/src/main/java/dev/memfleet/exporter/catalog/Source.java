package dev.memfleet.exporter.catalog;

import java.util.List;

/**
 * How one sample's value is computed from stats.
 *
 * @param keys the stats it reads
 * @param formula the value from the keys' values in their order, each NaN when not reported; NaN
 *     leaves the sample out, as does any stat among them that is not parsable
 */
record Source(List<StatKey> keys, Formula formula) {
  private static final Formula AS_IT_IS = values -> values[0];

  Source {
    keys = List.copyOf(keys);
  }

  /** The unchanged value of a stat. */
  static Source of(StatKey key) {
    return new Source(List.of(key), AS_IT_IS);
  }

  boolean isStatAsItIs() {
    return formula == AS_IT_IS;
  }

  /** Computes a value; must not keep or change its argument. */
  @FunctionalInterface
  interface Formula {
    double of(double[] values);
  }
}

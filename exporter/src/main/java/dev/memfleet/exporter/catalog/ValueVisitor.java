package dev.memfleet.exporter.catalog;

import java.io.IOException;

/**
 * Visits the values of one metric of one node in the order of its samples, without creating sample
 * objects.
 */
public interface ValueVisitor {
  /** The slab class of a node-level value. */
  int NO_SLAB = -1;

  /**
   * One sample.
   *
   * @param row the index of the sample's label values in {@link Metric#rowLabels}
   */
  void value(int row, int slab, double value) throws IOException;

  /** The label values of a sample whose value is 1. */
  void info(String[] labelValues) throws IOException;

  /** A sample of a metric made from a list. */
  void listed(ListedSample sample) throws IOException;
}

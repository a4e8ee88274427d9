package dev.memfleet.exporter.self;

import java.util.Map;
import java.util.SortedMap;

/** Receives the histograms of one family of per-node metrics, each with its own labels. */
@FunctionalInterface
public interface NodeHistograms {
  /**
   * Adds the histogram of a node.
   *
   * @param upTo number of values that are at most the bound, by bound
   * @param count number of all values
   */
  void add(SortedMap<Long, Long> upTo, long count, double sum, Map<String, String> labels);
}

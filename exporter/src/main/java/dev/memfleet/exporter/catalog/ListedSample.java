package dev.memfleet.exporter.catalog;

import java.util.List;

/**
 * One sample of a metric made from a list, whose label values the node reports.
 *
 * @param labelValues in the order of the metric's labels; none for the sum and count of a histogram
 */
public record ListedSample(Part part, List<String> labelValues, double value) {
  /** What a sample is of its metric; all but {@link #VALUE} are of histograms. */
  public enum Part {
    VALUE,
    BUCKET,
    SUM,
    COUNT
  }

  public ListedSample {
    labelValues = List.copyOf(labelValues);
  }

  static ListedSample value(double value, List<String> labelValues) {
    return new ListedSample(Part.VALUE, labelValues, value);
  }
}

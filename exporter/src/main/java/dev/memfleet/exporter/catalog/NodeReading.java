package dev.memfleet.exporter.catalog;

import java.util.List;

/** A node's reading with the labels that every series of the node gets. */
public record NodeReading(List<String> labelNames, List<String> labelValues, Reading reading) {
  public NodeReading {
    labelNames = List.copyOf(labelNames);
    labelValues = List.copyOf(labelValues);
  }
}

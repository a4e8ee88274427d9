package dev.memfleet.exporter.self;

import java.util.Map;

/** Takes the samples of one family of metrics of nodes, each with labels of its own. */
@FunctionalInterface
public interface NodeSamples {
  void add(double value, Map<String, String> labels);
}

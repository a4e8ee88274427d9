package dev.memfleet.exporter.self;

import java.util.Map;

/** Receives the samples of one family of per-node metrics, each with its own labels. */
@FunctionalInterface
public interface NodeSamples {
  void add(double value, Map<String, String> labels);
}

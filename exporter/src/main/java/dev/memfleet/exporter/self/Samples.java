package dev.memfleet.exporter.self;

/** Receives the current samples of one family of the agent's own metrics; NaN is no sample. */
@FunctionalInterface
public interface Samples {
  void add(double value, String... labelValues);
}

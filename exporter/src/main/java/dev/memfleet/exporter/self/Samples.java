package dev.memfleet.exporter.self;

/** Takes the samples of one family of the agent's own metrics, as they are now; NaN is none. */
@FunctionalInterface
public interface Samples {
  void add(double value, String... labelValues);
}

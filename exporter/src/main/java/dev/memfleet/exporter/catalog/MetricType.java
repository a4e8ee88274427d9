package dev.memfleet.exporter.catalog;

/** The metric types used in the catalogue. */
public enum MetricType {
  COUNTER,
  GAUGE,
  /** Without a type: {@code untyped} in the text format, {@code unknown} in OpenMetrics. */
  UNTYPED
}

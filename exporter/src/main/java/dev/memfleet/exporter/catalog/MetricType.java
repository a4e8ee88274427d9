package dev.memfleet.exporter.catalog;

/** The types that a family of ours can have. */
public enum MetricType {
  COUNTER,
  GAUGE,
  /** No type promised: {@code untyped} in the text format, {@code unknown} in OpenMetrics. */
  UNTYPED
}

package dev.memfleet.exporter.catalog;

/** The metric types used in the catalogue. */
public enum MetricType {
  COUNTER,
  GAUGE,
  /** A histogram whose counts may fall: of what there is now, not of what has happened. */
  GAUGE_HISTOGRAM,
  /** Without a type: {@code untyped} in the text format, {@code unknown} in OpenMetrics. */
  UNTYPED
}

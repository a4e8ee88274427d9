package dev.memfleet.exporter.cli;

/** How a log line is written. */
public enum LogFormat {
  LOGFMT,
  JSON
}

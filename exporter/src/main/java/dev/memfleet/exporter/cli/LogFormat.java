package dev.memfleet.exporter.cli;

/** The format of log lines. */
public enum LogFormat {
  LOGFMT,
  JSON
}

package dev.memfleet.exporter.cli;

import java.util.logging.Level;

/** The minimum severity of logged messages. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  Level threshold() {
    return switch (this) {
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
    };
  }
}
